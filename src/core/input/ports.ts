import type { InputSource } from '../platform.ts';
import type { StateIO, u8 } from '../types.ts';
import { type Device, Mouse, Multitap, NoDevice, Pad, type PortDevice, SuperScope } from './device.ts';

const DEVICE_NUMBER: readonly PortDevice[] = ['none', 'pad', 'multitap', 'mouse', 'superscope'];

/** The two controller ports and what is plugged into them. */
export class Ports {
  input: InputSource | null = null;
  private devices: [Device, Device] = [new NoDevice(), new NoDevice()];
  private kinds: [PortDevice, PortDevice] = ['none', 'none'];
  /** I/O lines of port 0 (WRIO bit 6) and port 1 (bit 7). */
  private select: [boolean, boolean] = [true, true];

  constructor(first: PortDevice, second: PortDevice) {
    this.plug(0, first);
    this.plug(1, second);
  }

  plug(port: 0 | 1, kind: PortDevice): void {
    this.kinds[port] = kind;
    this.devices[port] = this.make(port, kind);
  }

  private make(port: 0 | 1, kind: PortDevice): Device {
    const input = (): InputSource | null => this.input;
    switch (kind) {
      case 'pad':
        return new Pad(input, port);
      case 'multitap':
        return new Multitap(input, port === 0 ? [0, 5, 6, 7] : [1, 2, 3, 4]);
      case 'mouse':
        return new Mouse(input, port);
      case 'superscope':
        return new SuperScope(input, port);
      default:
        return new NoDevice();
    }
  }

  latch(high: boolean): void {
    this.devices[0].latch(high);
    this.devices[1].latch(high);
  }

  clockData(port: number): number {
    return port === 0 ? this.devices[0].clock(this.select[0]) : this.devices[1].clock(this.select[1]);
  }

  peekData(port: number): number {
    return port === 0 ? this.devices[0].peek(this.select[0]) : this.devices[1].peek(this.select[1]);
  }

  writeIo(wrio: u8): void {
    this.select[0] = (wrio & 0x40) !== 0;
    this.select[1] = (wrio & 0x80) !== 0;
  }

  /** Position of a light gun in port 2, or null. Only that port's I/O line reaches the PPU. */
  lightGun(): { x: number; y: number } | null {
    const device = this.devices[1];
    return device instanceof SuperScope ? device.beam() : null;
  }

  /** A state brings its devices along. */
  serialize(s: StateIO): void {
    for (const port of [0, 1] as const) {
      const kind = DEVICE_NUMBER[s.u8(`port${port}`, DEVICE_NUMBER.indexOf(this.kinds[port]))] ?? 'none';
      if (s.loading && kind !== this.kinds[port]) this.plug(port, kind);
      this.select[port] = s.bool(`select${port}`, this.select[port]);
      this.devices[port].serialize(s, `port${port}.`);
    }
  }
}
