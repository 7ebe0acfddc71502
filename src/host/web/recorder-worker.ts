import type { Recorded, RecorderOrder, RecorderReport } from './record-messages.ts';
import type { Recorder } from './recorder.ts';
import { WavRecorder } from './wav-recorder.ts';
import { WebmRecorder } from './webm-recorder.ts';

interface WorkerScope {
  postMessage(message: RecorderReport, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<RecorderOrder>) => void) | null;
}
const scope = globalThis as unknown as WorkerScope;

let recorder: Recorder | null = null;

function fail(error: unknown): void {
  recorder = null;
  scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
}

async function finish(): Promise<void> {
  const ending = recorder;
  recorder = null;
  if (ending === null) return;
  try {
    scope.postMessage({ done: true, droppedFrames: await ending.finish() });
  } catch (error) {
    fail(error);
  }
}

function take(recorded: Recorded): void {
  try {
    if ('samples' in recorded) recorder?.samples(recorded.samples);
    else if ('pixels' in recorded) recorder?.frame(recorded.pixels, recorded.wide, recorded.height);
    else void finish();
  } catch (error) {
    fail(error);
  }
}

scope.onmessage = ({ data }) => {
  if ('stop' in data) {
    void finish();
    return;
  }
  const write = (position: number, bytes: Uint8Array<ArrayBuffer>): void =>
    scope.postMessage({ position, bytes }, [bytes.buffer]);
  try {
    recorder = data.start === 'wav' ? new WavRecorder(write) : new WebmRecorder(write, data.frameRate);
    data.source.onmessage = (event: MessageEvent<Recorded>) => take(event.data);
  } catch (error) {
    fail(error);
  }
};
