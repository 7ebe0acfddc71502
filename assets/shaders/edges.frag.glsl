#version 300 es
// Edge-directed interpolation after the idea of xBR: a pixel's corner is cut off where an edge runs through it, at 45 degrees or at one to two.
precision highp float;

uniform sampler2D colours;
uniform vec2 textureSize;
// x, y, width and height of the shown part, in texels.
uniform vec4 source;
uniform vec2 outputSize;
// The console's pixels in the shown part.
uniform vec2 grid;

in vec2 place;
out vec4 colour;

/** Differences below this are no edge. */
const float SAME = 0.04;

vec3 pixelAt(vec2 cell) {
  vec2 texel = (clamp(cell, vec2(0.0), grid - 1.0) + 0.5) / grid * source.zw + source.xy;
  return texelFetch(colours, ivec2(texel), 0).rgb;
}

/** How different two colours look: mostly by brightness. */
float apart(vec3 a, vec3 b) {
  vec3 d = abs(a - b);
  float light = abs(dot(a - b, vec3(0.299, 0.587, 0.114)));
  return light + 0.25 * (abs(d.r - d.g) + abs(d.b - d.g)) + 0.1 * (d.r + d.g + d.b);
}

/** What of the pixel belongs to its neighbours at the corner `way` (each -1 or 1), and their colour. `spot` is -0.5 to 0.5. */
vec4 cornerCut(vec2 cell, vec2 spot, vec2 way, vec3 e, float soft) {
  vec3 f = pixelAt(cell + vec2(way.x, 0.0));
  vec3 h = pixelAt(cell + vec2(0.0, way.y));
  float toF = apart(e, f);
  float toH = apart(e, h);
  if (toF < SAME || toH < SAME) return vec4(e, 0.0);
  vec3 b = pixelAt(cell + vec2(0.0, -way.y));
  vec3 d = pixelAt(cell + vec2(-way.x, 0.0));
  vec3 c = pixelAt(cell + vec2(way.x, -way.y));
  vec3 g = pixelAt(cell + vec2(-way.x, way.y));
  vec3 i = pixelAt(cell + way);
  vec3 f4 = pixelAt(cell + vec2(2.0 * way.x, 0.0));
  vec3 h5 = pixelAt(cell + vec2(0.0, 2.0 * way.y));
  vec3 i4 = pixelAt(cell + vec2(2.0 * way.x, way.y));
  vec3 i5 = pixelAt(cell + vec2(way.x, 2.0 * way.y));
  // Along the edge colours stay, across it they change: the diagonal that changes less carries the edge.
  float along = apart(e, c) + apart(e, g) + apart(i, f4) + apart(i, h5) + 4.0 * apart(h, f);
  float across = apart(h, d) + apart(h, i5) + apart(f, i4) + apart(f, b) + 4.0 * apart(e, i);
  if (along >= across) return vec4(e, 0.0);
  vec2 at = spot * way;
  float cut = (at.x + at.y - 0.5) * 0.7071;
  float flat_ = apart(f, g);
  float steep = apart(h, c);
  if (2.0 * flat_ <= steep && apart(e, g) > SAME && apart(d, g) > SAME) cut = max(cut, (0.5 * at.x + at.y - 0.25) * 0.8944);
  if (2.0 * steep <= flat_ && apart(e, c) > SAME && apart(b, c) > SAME) cut = max(cut, (at.x + 0.5 * at.y - 0.25) * 0.8944);
  return vec4(toF <= toH ? f : h, smoothstep(-soft, soft, cut));
}

void main() {
  vec2 at = place * grid;
  vec2 cell = floor(at);
  vec2 spot = at - cell - 0.5;
  vec3 e = pixelAt(cell);
  float soft = 0.6 / max(1.0, outputSize.y / grid.y);
  vec3 rgb = e;
  for (int corner = 0; corner < 4; corner++) {
    vec2 way = vec2(float(corner & 1), float(corner >> 1)) * 2.0 - 1.0;
    vec4 cut = cornerCut(cell, spot, way, e, soft);
    rgb = mix(rgb, cut.rgb, cut.a);
  }
  colour = vec4(rgb, 1.0);
}
