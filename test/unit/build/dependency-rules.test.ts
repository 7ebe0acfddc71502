import { describe, expect, it } from 'vitest';
import { importsOf, verdict } from '../../../build/dependency-rules.mjs';

describe('dependency rules', () => {
  it.each([
    ['src/core/ppu/ppu.ts', '../clock.ts'],
    ['src/core/cpu/cpu.ts', '../w65c816/registers.ts'],
    ['src/core/snes.ts', './ppu/ppu.ts'],
    ['src/host/node/cli.ts', 'node:fs'],
    ['src/host/node/png.ts', '../../session/picture.ts'],
    ['src/ui/app.ts', '../host/web/client.ts'],
    ['electron/main.ts', 'electron'],
    ['src/session/protocol.ts', '../shared/dap.ts'],
  ])('%s may import %s', (from, specifier) => {
    expect(verdict(from, specifier)).toBeNull();
  });

  it.each([
    ['src/core/ppu/ppu.ts', '../cpu/cpu.ts'],
    ['src/core/ppu/ppu.ts', '../snes.ts'],
    ['src/core/clock.ts', './ppu/ppu.ts'],
    ['src/core/w65c816/alu.ts', '../cpu/cpu.ts'],
    ['src/core/cart/header.ts', 'fflate'],
    ['src/core/types.ts', 'node:fs'],
    ['src/core/types.ts', '../shared/ipc.ts'],
    ['src/session/headless.ts', 'node:fs'],
    ['src/session/headless.ts', '../shared/bridge.ts'],
    ['src/session/headless.ts', '../host/node/png.ts'],
    ['src/host/node/cli.ts', '../../core/snes.ts'],
    ['src/host/node/cli.ts', '../../ui/app.ts'],
    ['src/shared/ipc.ts', '../core/types.ts'],
    ['src/ui/app.ts', '../core/snes.ts'],
    ['electron/main.ts', '../src/ui/app.ts'],
  ])('%s may not import %s', (from, specifier) => {
    expect(verdict(from, specifier)).toEqual(expect.any(String));
  });

  it('finds every form of import', () => {
    const source = `import a from './a.ts';\nimport './b.ts';\nexport { c } from './c.ts';\nimport {\n  d,\n} from './d.ts';\nconst e = import('./e.ts');
// import x from './x.ts';\n/* import y from './y.ts'; */\nimport type { F } from './f.ts';`;
    expect(importsOf(source)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
  });
});
