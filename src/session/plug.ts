import { Ports } from '../core/input/ports.ts';
import type { StateIO } from '../core/types.ts';
import type { Devices } from './protocol.ts';

/** Reads what a part would save, without keeping it. */
class KindProbe implements StateIO {
  readonly loading = false;
  readonly version = 1;
  readonly kinds: [number, number] = [-1, -1];

  u8(name: string, value: number): number {
    if (name === 'port0') this.kinds[0] = value;
    else if (name === 'port1') this.kinds[1] = value;
    return value;
  }
  u16(_name: string, value: number): number {
    return value;
  }
  i32(_name: string, value: number): number {
    return value;
  }
  f64(_name: string, value: number): number {
    return value;
  }
  bool(_name: string, value: boolean): boolean {
    return value;
  }
  ram(): void {}
}

function kindsOf(ports: Ports): readonly [number, number] {
  const probe = new KindProbe();
  ports.serialize(probe);
  return probe.kinds;
}

/** Plugs in what is not there yet, and tells whether that was anything; a device that stays keeps what it holds (the mouse its speed, the Super Scope its turbo). */
export function plugDevices(ports: Ports, devices: Devices): boolean {
  const now = kindsOf(ports);
  const wanted = kindsOf(new Ports(devices[0], devices[1]));
  for (const port of [0, 1] as const) if (now[port] !== wanted[port]) ports.plug(port, devices[port]);
  return now.join() !== wanted.join();
}
