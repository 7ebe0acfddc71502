// What the sound driver needs, by file name.
import { envelopeTable, pitchTable, sampleMemory } from './instruments.mjs';
import { EFFECTS, songMemory, SONGS } from './songs.mjs';
import { wordBytes } from './pixels.mjs';

export const SAMPLE_BASE = 0x1000;
export const SONG_BASE = 0x3000;
const ECHO_BASE = 0xd000;

export function soundFiles(songs = SONGS, effects = EFFECTS) {
  const samples = sampleMemory(SAMPLE_BASE);
  const music = songMemory(SONG_BASE, songs, effects);
  if (SAMPLE_BASE + samples.length > SONG_BASE || SONG_BASE + music.length > ECHO_BASE) throw new Error('the sound does not fit');
  return {
    'samples.bin': samples,
    'songs.bin': music,
    'pitches.bin': wordBytes(pitchTable()),
    'envelopes.bin': envelopeTable(),
  };
}
