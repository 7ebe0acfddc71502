import type { Configuration } from 'electron-builder';

declare const config: Configuration;
// oxlint-disable-next-line import/no-default-export
export default config;
