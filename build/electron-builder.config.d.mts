import type { Configuration } from 'electron-builder';

export const FUSES: NonNullable<Configuration['electronFuses']>;
declare const config: Configuration;
// oxlint-disable-next-line import/no-default-export
export default config;
