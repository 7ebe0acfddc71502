import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Pen {
  readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** A colour of the theme by its token: `--accent`. */
  readonly color: (token: string) => string;
}

interface PlotProps {
  readonly label: string;
  readonly className?: string;
  /** Draws everything anew; called whenever the component is drawn or its size changes. */
  readonly draw: (pen: Pen) => void;
}

/** A drawing that is as sharp as the screen and has the theme's colours. */
export function Plot({ label, className = '', draw }: PlotProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [, setSize] = useState('');
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize(`${String(entry.contentRect.width)} ${String(entry.contentRect.height)}`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null) return;
    const { clientWidth: width, clientHeight: height } = element;
    const ratio = element.ownerDocument.defaultView?.devicePixelRatio ?? devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== wide || element.height !== high) Object.assign(element, { width: wide, height: high });
    const style = getComputedStyle(element);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height, color: (token) => style.getPropertyValue(token).trim() });
  });
  return <canvas ref={canvas} class={`debug-plot ${className}`} role="img" aria-label={label} />;
}

/** A wave of -1 to 1 over the whole width. */
export function drawWave({ context, width, height }: Pen, values: ArrayLike<number>, color: string): void {
  if (values.length === 0) return;
  const middle = height / 2;
  const scale = middle * 0.92;
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = 0; x <= width; x++) {
    const from = Math.floor((x / width) * (values.length - 1));
    const to = Math.max(from, Math.ceil(((x + 1) / width) * (values.length - 1)) - 1);
    let low = values[from];
    let high = low;
    for (let at = from; at <= Math.min(to, values.length - 1); at++) {
      low = Math.min(low, values[at]);
      high = Math.max(high, values[at]);
    }
    if (x === 0) context.moveTo(0, middle - high * scale);
    else context.lineTo(x, middle - high * scale);
    if (low !== high) context.lineTo(x, middle - low * scale);
  }
  context.stroke();
}
