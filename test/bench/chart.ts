export interface ChartRun {
  readonly label: string;
  /** Frames per second by scene. */
  readonly fps: Readonly<Record<string, number>>;
}

const WIDTH = 900;
const HEIGHT = 420;
const LEFT = 60;
const RIGHT = 260;
const TOP = 20;
const BOTTOM = 40;
const COLOURS = ['#3366cc', '#dc3912', '#ff9900', '#109618', '#990099', '#0099c6', '#dd4477', '#66aa00', '#b82e2e', '#316395'];

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Frames per second of each scene over the runs, oldest first, as an SVG picture. */
export function drawChart(runs: readonly ChartRun[]): string {
  const scenes = [...new Set(runs.flatMap((run) => Object.keys(run.fps)))];
  const highest = Math.max(60, ...runs.flatMap((run) => Object.values(run.fps)));
  const x = (index: number): number => LEFT + (runs.length < 2 ? 0 : (index / (runs.length - 1)) * (WIDTH - LEFT - RIGHT));
  const y = (fps: number): number => HEIGHT - BOTTOM - (fps / highest) * (HEIGHT - TOP - BOTTOM);
  const step = highest > 800 ? 200 : 100;
  const grid: string[] = [];
  for (let fps = 0; fps <= highest; fps += step) {
    grid.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(fps)}" y2="${y(fps)}" stroke="#ddd"/>`);
    grid.push(`<text x="${LEFT - 6}" y="${y(fps) + 4}" text-anchor="end">${fps}</text>`);
  }
  const lines = scenes.map((scene, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? '#000';
    const points = runs.flatMap((run, at) =>
      run.fps[scene] === undefined ? [] : [`${x(at).toFixed(1)},${y(run.fps[scene]).toFixed(1)}`],
    );
    const last = runs.findLast((run) => run.fps[scene] !== undefined)?.fps[scene] ?? 0;
    const dots = points.map(
      (point) => `<circle cx="${point.split(',')[0] ?? ''}" cy="${point.split(',')[1] ?? ''}" r="3" fill="${colour}"/>`,
    );
    const legend = `<text x="${WIDTH - RIGHT + 24}" y="${TOP + 16 + index * 18}">${escape(scene)}: ${last.toFixed(0)}</text>`;
    const key = `<rect x="${WIDTH - RIGHT + 8}" y="${TOP + 6 + index * 18}" width="10" height="10" fill="${colour}"/>`;
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.join(' ')}"/>${dots.join('')}${key}${legend}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...grid,
    ...lines,
    `<text x="${LEFT}" y="${HEIGHT - 12}">frames per second by run, ${runs.length} runs, last: ${escape(runs.at(-1)?.label ?? '')}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
