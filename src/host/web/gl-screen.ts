import crtSource from '../../../assets/shaders/crt.frag.glsl?raw';
import decodeSource from '../../../assets/shaders/decode.frag.glsl?raw';
import edgesSource from '../../../assets/shaders/edges.frag.glsl?raw';
import ntscSource from '../../../assets/shaders/ntsc.frag.glsl?raw';
import plainSource from '../../../assets/shaders/plain.frag.glsl?raw';
import screenSource from '../../../assets/shaders/screen.vert.glsl?raw';
import sharpSource from '../../../assets/shaders/sharp.frag.glsl?raw';
import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../core/platform.ts';
import { CHANNEL_LEVELS } from '../../session/picture.ts';
import { croppedLines, placePicture } from './placement.ts';
import type { Screen } from './screen.ts';
import type { Display } from './worker-messages.ts';

/** Milliseconds after which a picture is drawn whatever became of the last one. */
const LONGEST_DRAWING = 250;
const FILTERS = { plain: plainSource, sharp: sharpSource, edges: edgesSource, crt: crtSource, ntsc: ntscSource } as const;
const INTERLACE = { weave: 0, bob: 1, blend: 2 } as const;

/** Drivers that let the processor draw. */
const PROCESSOR_DRIVERS = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** WebGL2 is there, and it is not made by the processor. */
export function hasGraphicsCard(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return false;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const driver: unknown = gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !PROCESSOR_DRIVERS.test(String(driver));
}

interface Program {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

function compile(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (shader === null) throw new Error('the graphics driver is lost.');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (gl.getShaderParameter(shader, gl.COMPILE_STATUS) !== true) {
    throw new Error(`a shader does not compile: ${gl.getShaderInfoLog(shader) ?? ''}`);
  }
  return shader;
}

function link(gl: WebGL2RenderingContext, fragment: string): Program {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, screenSource));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, fragment));
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) throw new Error('a shader program does not link.');
  const places = new Map<string, WebGLUniformLocation | null>();
  return {
    program,
    uniform: (name) => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name) ?? null;
    },
  };
}

/** A texture without smoothing that does not repeat. */
function texture(gl: WebGL2RenderingContext, filter: number): WebGLTexture {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return made;
}

/**
 * Two passes. The first turns the console's pixels (BGR555 and brightness) into colours, 512 columns wide; the second puts them on the
 * canvas through a filter.
 */
export class GlScreen implements Screen {
  readonly kind = 'webgl2';
  readonly effects = true;
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  readonly #decode: Program;
  readonly #filters = new Map<Display['filter'], Program>();
  readonly #pixels: WebGLTexture;
  readonly #wide: WebGLTexture;
  readonly #levels: WebGLTexture;
  readonly #colours: WebGLTexture;
  readonly #target: WebGLFramebuffer;
  readonly #words = new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS);
  readonly #wideRows = new Uint8Array(FRAME_MAX_ROWS);
  #sent = true;
  #drawing: WebGLSync | null = null;
  #drawn = 0;
  #rows = 0;
  #lines = 224;
  #columns = 256;
  #interlaced = false;
  #field = 0;
  #frames = 0;

  private constructor(canvas: OffscreenCanvas, gl: WebGL2RenderingContext) {
    this.#canvas = canvas;
    this.#gl = gl;
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    this.#decode = link(gl, decodeSource);
    this.#pixels = texture(gl, gl.NEAREST);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32UI, FRAME_STRIDE, FRAME_MAX_ROWS);
    this.#wide = texture(gl, gl.NEAREST);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R8UI, FRAME_MAX_ROWS, 1);
    this.#levels = texture(gl, gl.NEAREST);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R8, 32, 16);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 32, 16, gl.RED, gl.UNSIGNED_BYTE, CHANNEL_LEVELS);
    this.#colours = texture(gl, gl.LINEAR);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, FRAME_STRIDE, FRAME_MAX_ROWS);
    this.#target = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#target);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.#colours, 0);
  }

  /** Null where WebGL2 cannot be had. */
  static create(canvas: OffscreenCanvas): GlScreen | null {
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, desynchronized: true });
    return gl === null ? null : new GlScreen(canvas, gl);
  }

  /** False while the graphics process is still at the last picture: asking it for another would make the machine wait. */
  get ready(): boolean {
    const gl = this.#gl;
    if (this.#drawing === null) return true;
    const done = gl.getSyncParameter(this.#drawing, gl.SYNC_STATUS) === gl.SIGNALED;
    if (!done && performance.now() - this.#drawn < LONGEST_DRAWING) return false;
    gl.deleteSync(this.#drawing);
    this.#drawing = null;
    return true;
  }

  take(frame: VideoFrame): void {
    this.#rows = frame.height;
    this.#columns = frame.width;
    this.#interlaced = frame.interlaced;
    this.#lines = frame.interlaced ? frame.height >> 1 : frame.height;
    this.#field = frame.field;
    this.#frames++;
    this.#words.set(frame.pixels.subarray(0, frame.height * FRAME_STRIDE));
    this.#wideRows.set(frame.wide.subarray(0, frame.height));
    this.#sent = false;
  }

  /** Gives the last frame to the graphics process; of those in between nobody would see anything. */
  #send(): void {
    const gl = this.#gl;
    this.#sent = true;
    gl.bindTexture(gl.TEXTURE_2D, this.#pixels);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, FRAME_STRIDE);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, this.#columns, this.#rows, gl.RED_INTEGER, gl.UNSIGNED_INT, this.#words);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
    gl.bindTexture(gl.TEXTURE_2D, this.#wide);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, this.#rows, 1, gl.RED_INTEGER, gl.UNSIGNED_BYTE, this.#wideRows);
  }

  clear(): void {
    this.#rows = 0;
  }

  draw(display: Display): void {
    const gl = this.#gl;
    if (this.#rows > 0) {
      if (!this.#sent) this.#send();
      this.#drawColours(display);
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, this.#canvas.width, this.#canvas.height);
    gl.clearColor(0, 0, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (this.#rows > 0) this.#drawPicture(display);
    this.#drawing = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.#drawn = performance.now();
    gl.flush();
  }

  #drawColours(display: Display): void {
    const gl = this.#gl;
    const { program, uniform } = this.#decode;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#target);
    gl.viewport(0, 0, FRAME_STRIDE, this.#rows);
    gl.useProgram(program);
    [this.#pixels, this.#wide, this.#levels].forEach((one, unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, one);
    });
    gl.activeTexture(gl.TEXTURE0);
    gl.uniform1i(uniform('pixels'), 0);
    gl.uniform1i(uniform('wide'), 1);
    gl.uniform1i(uniform('levels'), 2);
    gl.uniform1i(uniform('interlace'), this.#interlaced ? INTERLACE[display.interlace] : 0);
    gl.uniform1i(uniform('field'), this.#field);
    gl.uniform1i(uniform('warm'), display.colour === 'crt' ? 1 : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  #drawPicture(display: Display): void {
    const gl = this.#gl;
    const { program, uniform } = this.#filter(display.filter);
    const hidden = display.crop ? croppedLines(this.#lines) : 0;
    const lines = this.#lines - 2 * hidden;
    const place = placePicture(this.#canvas, lines, display);
    gl.viewport(place.x, this.#canvas.height - place.y - place.height, place.width, place.height);
    gl.useProgram(program);
    gl.bindTexture(gl.TEXTURE_2D, this.#colours);
    const rowsPerLine = this.#rows / this.#lines;
    gl.uniform1i(uniform('colours'), 0);
    gl.uniform2f(uniform('textureSize'), FRAME_STRIDE, FRAME_MAX_ROWS);
    gl.uniform4f(uniform('source'), 0, hidden * rowsPerLine, FRAME_STRIDE, lines * rowsPerLine);
    gl.uniform2f(uniform('outputSize'), place.width, place.height);
    gl.uniform2f(uniform('grid'), this.#columns, lines * rowsPerLine);
    gl.uniform1f(uniform('lines'), lines);
    gl.uniform1i(uniform('frameNumber'), this.#frames);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  #filter(name: Display['filter']): Program {
    let filter = this.#filters.get(name);
    if (filter === undefined) {
      filter = link(this.#gl, FILTERS[name]);
      this.#filters.set(name, filter);
    }
    return filter;
  }
}
