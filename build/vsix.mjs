#!/usr/bin/env node
// `npm run vscode`: packs the extension for VS Code into out/, as the editor's "Install from VSIX" takes it.
import { zipSync } from 'fflate';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './bundle-options.mjs';

const SOURCE = join(root, 'build/vscode');
/** A zip with the time of each file in it differs at each build. */
const MADE = new Date(1990, 10, 21);
const TYPES = {
  js: 'application/javascript',
  json: 'application/json',
  md: 'text/markdown',
  png: 'image/png',
  txt: 'text/plain',
  vsixmanifest: 'text/xml',
};

const escaped = (text) => text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one]);

function manifestOf({ name, publisher, displayName, description, version, engines, categories, keywords }) {
  const assets = [
    ['Microsoft.VisualStudio.Code.Manifest', 'extension/package.json'],
    ['Microsoft.VisualStudio.Services.Content.Details', 'extension/README.md'],
    ['Microsoft.VisualStudio.Services.Content.License', 'extension/LICENSE.txt'],
    ['Microsoft.VisualStudio.Services.Icons.Default', 'extension/icon.png'],
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${escaped(name)}" Version="${escaped(version)}" Publisher="${escaped(publisher)}" />
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>${escaped(keywords.join(','))}</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${escaped(engines.vscode)}" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionDependencies" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionPack" Value="" />
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace" />
    </Properties>
    <License>extension/LICENSE.txt</License>
    <Icon>extension/icon.png</Icon>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
${assets.map(([type, path]) => `    <Asset Type="${type}" Path="${path}" Addressable="true" />`).join('\n')}
  </Assets>
</PackageManifest>
`;
}

function contentTypes() {
  const rows = Object.entries(TYPES).map(([extension, type]) => `  <Default Extension=".${extension}" ContentType="${type}" />`);
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${rows.join('\n')}
</Types>
`;
}

/** The extension as the bytes of a .vsix, with the version of the app. */
export function vsix() {
  const file = (name) => readFileSync(join(SOURCE, name));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = { ...JSON.parse(file('package.json').toString('utf8')), version };
  const text = (words) => new TextEncoder().encode(words);
  return zipSync(
    {
      '[Content_Types].xml': text(contentTypes()),
      'extension.vsixmanifest': text(manifestOf(manifest)),
      'extension/package.json': text(`${JSON.stringify(manifest, null, 2)}\n`),
      'extension/README.md': file('README.md'),
      'extension/LICENSE.txt': readFileSync(join(root, 'LICENSE')),
      'extension/icon.png': readFileSync(join(root, 'assets/icons/png/128x128.png')),
      'extension/extension.js': file('extension.js'),
      'extension/dotclock.js': file('dotclock.js'),
    },
    { mtime: MADE },
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const path = join(root, 'out', `dotclock-${version}.vsix`);
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(path, vsix());
  console.log(`${path}\nVS Code: Extensions, "...", Install from VSIX`);
}
