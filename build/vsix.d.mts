export function vsix(): Uint8Array;
