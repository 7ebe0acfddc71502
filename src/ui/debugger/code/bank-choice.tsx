import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDebug, useLive } from '../context.ts';
import { hex } from '../places.ts';

/** Between a bank and how much of it is code: closed, the list shows the bank alone. */
const GAP = '\u2003\u2003\u2003';

interface BankChoiceProps {
  /** Of the first row that is seen. */
  readonly bank: number;
  readonly onBank: (bank: number) => void;
}

/** The S-CPU's bank that is seen, and those that can be gone to: first those in which something was executed. */
export function BankChoice({ bank, onBank }: BankChoiceProps): JSX.Element {
  const { app } = useDebug();
  // They are counted when somebody is about to choose.
  const [round, setRound] = useState(0);
  const banks = useLive('codeBanks', round === 0 ? undefined : null, { round, every: Infinity })?.value ?? [];
  const ask = (): void => setRound(round + 1);
  const option = (one: number, text: string): JSX.Element => (
    <option key={one} value={one}>
      {text}
    </option>
  );
  const name = (one: number): string => `$${hex(one, 2)}`;
  const code = banks.filter((one) => one.code > 0);
  const rest = banks.filter((one) => one.code === 0);
  const here = banks.some((one) => one.bank === bank) ? null : option(bank, name(bank));
  return (
    <select
      class="select code-bank"
      aria-label={app.text('code.bank')}
      title={app.text('code.bank')}
      value={bank}
      onPointerEnter={ask}
      onFocus={ask}
      onChange={(event) => onBank(Number(event.currentTarget.value))}
    >
      {here}
      {code.length > 0 && (
        <optgroup label={app.text('code.banksOfCode')}>
          {code.map((one) =>
            option(
              one.bank,
              `${name(one.bank)}${GAP}${app.text('code.bytes', { count: one.code.toLocaleString(app.language) })}`,
            ),
          )}
        </optgroup>
      )}
      {rest.length > 0 && (
        <optgroup label={app.text('code.otherBanks')}>{rest.map((one) => option(one.bank, name(one.bank)))}</optgroup>
      )}
    </select>
  );
}
