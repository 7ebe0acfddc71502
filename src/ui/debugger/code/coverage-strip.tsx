import type { JSX } from 'preact';
import type { CodeMap } from '../../../session/debug-protocol.ts';
import { Plot, type Pen } from '../plot.tsx';
import { type BankRow, CELL, cellAt, columnsOf, KINDS, type Kind, total } from './coverage.ts';

/** Colours of the theme by what a byte was used for. */
export const KIND_COLORS: Readonly<Record<Kind, string>> = {
  code: '--accent',
  data: '--ok',
  dma: '--warn',
  both: '--bad',
  never: '--line',
};
/** The bank of a strip that is as wide as all of it. */
const BANK = 0x8000;

interface StripProps {
  readonly map: CodeMap;
  readonly row: BankRow;
  /** The chosen cell. */
  readonly cell: number;
  readonly label: string;
  readonly onCell: (cell: number) => void;
}

/** A bank of the ROM from left to right; each column's kinds stand upon each other in shares. */
export function CoverageStrip({ map, row, cell, label, onCell }: StripProps): JSX.Element {
  const draw = ({ context, width, height, color }: Pen): void => {
    const columns = Math.max(1, Math.floor(width));
    const colors = KINDS.map((kind) => color(KIND_COLORS[kind]));
    columnsOf(map, row.from, row.to, columns).forEach((counts, x) => {
      const all = total(counts);
      let top = height;
      counts.forEach((count, kind) => {
        if (count === 0) return;
        const high = (count / all) * height;
        top -= high;
        context.fillStyle = colors[kind];
        context.fillRect(x, top, 1, high);
      });
    });
    const at = cell * CELL - row.from;
    if (at < 0 || at >= BANK) return;
    const [left, wide] = [(at / BANK) * width, Math.max(3, (CELL / BANK) * width)];
    context.strokeStyle = color('--ground');
    context.lineWidth = 3;
    context.strokeRect(left, 0.5, wide, height - 1);
    context.strokeStyle = color('--ink');
    context.lineWidth = 1;
    context.strokeRect(left, 0.5, wide, height - 1);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      class="coverage-strip"
      onPointerDown={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        onCell(cellAt(row.bank, (event.clientX - left) / width));
      }}
    >
      <Plot label={label} draw={draw} />
    </span>
  );
}
