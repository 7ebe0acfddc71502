import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../components/context.ts';

/** The debugger's screen, loaded when it is opened for the first time. */
export function DebuggerScreen(): JSX.Element {
  const { app } = usePage();
  const [Workspace, setWorkspace] = useState<ComponentType | null>(null);
  useEffect(() => {
    app.attempt(async () => {
      const loaded = await import('./workspace.tsx');
      setWorkspace(() => loaded.Workspace);
    });
  }, []);
  return Workspace === null ? <main class="debugger" aria-busy="true" /> : <Workspace />;
}
