import { debuggerCodePt } from './debugger-code-pt.ts';
import { debuggerPt } from './debugger-pt.ts';
import { appPt } from './app-pt.ts';
import { attachPt } from './attach-pt.ts';
import { inputPt } from './input-pt.ts';
import { debuggerVideoPt } from './debugger-video-pt.ts';
import { debuggerWindowsPt } from './debugger-windows-pt.ts';
  ...hostPt,
