import { DirectInspector } from './inspect.ts';
import type { InspectorReply, InspectorRequest } from './inspector-process.ts';

/** Entry of the child process that takes game files, archives and patches apart. Electron gives it a parent port, Node a channel. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: InspectorRequest }) => void): void;
  postMessage(message: InspectorReply): void;
}

const inspector = new DirectInspector();

async function answer(request: InspectorRequest): Promise<InspectorReply> {
  try {
    const value = await inspector[request.call](request.source);
    return { id: request.id, value };
  } catch (error) {
    return { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
}

const parentPort = (process as { parentPort?: ParentPort }).parentPort;
if (parentPort !== undefined) {
  parentPort.on('message', ({ data }) => void answer(data).then((reply) => parentPort.postMessage(reply)));
} else {
  process.on('message', (request: InspectorRequest) => void answer(request).then((reply) => process.send?.(reply)));
  process.on('disconnect', () => process.exit(0));
}
