import { describe, expect, it } from 'vitest';
import { StatsMeter } from '../../../src/host/web/stats-meter.ts';

describe('the meter of frames', () => {
  it('gives the median and the 99th of a hundred, not the worst', () => {
    const meter = new StatsMeter();
    expect(meter.report(10_000, 0)).toBeNull();
    for (let frame = 1; frame <= 100; frame++) meter.frame(frame);
    const stats = meter.report(11_000, 100);
    expect(stats).toMatchObject({ frameTime: 50, frameTime99: 99, frameRate: 100, frame: 100 });
  });

  it('waits a second between reports and begins anew after a pause', () => {
    const meter = new StatsMeter();
    meter.report(10_000, 0);
    meter.frame(5);
    expect(meter.report(10_500, 1)).toBeNull();
    expect(meter.report(11_000, 1)).toMatchObject({ frameTime: 5, frameTime99: 5, frameRate: 1 });
    expect(meter.report(20_000, 2)).toBeNull();
  });
});
