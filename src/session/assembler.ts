/** The debugger's assembler, for hosts. */
export { assemble, formatDiagnostic } from '../debug/assembler/assembler.ts';
export { lineFile, symbolFile } from '../debug/assembler/listing.ts';
