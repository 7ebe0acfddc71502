import { buildApp } from '../../build/app-bundles.mjs';

export async function setup(): Promise<void> {
  await buildApp();
}
