import { debuggerCodeEn } from './debugger-code-en.ts';
import { appEn } from './app-en.ts';
import { attachEn } from './attach-en.ts';
import { inputEn } from './input-en.ts';
import { debuggerEn } from './debugger-en.ts';
import { debuggerVideoEn } from './debugger-video-en.ts';
import { debuggerWindowsEn } from './debugger-windows-en.ts';
  ...hostEn,
