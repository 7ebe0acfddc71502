export function iconSvg(): string;
export function iconPng(size: number): Uint8Array;
export function iconIco(pngs: ReadonlyMap<number, Uint8Array>): Buffer;
export function iconIcns(pngs: ReadonlyMap<number, Uint8Array>): Buffer;
