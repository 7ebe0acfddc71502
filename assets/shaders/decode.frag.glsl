#version 300 es
// The console's pixels become colours: bits 0-14 BGR555, bits 16-19 brightness. Row 0 of the result is the picture's top.
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D pixels;
uniform usampler2D wide;
uniform sampler2D levels;
uniform int interlace;
uniform int field;
uniform int warm;

out vec4 colour;

vec3 pixelAt(int column, int row) {
  int narrow = texelFetch(wide, ivec2(row, 0), 0).r == 0u ? 1 : 0;
  int value = int(texelFetch(pixels, ivec2(column >> narrow, row), 0).r);
  int level = (value >> 16) & 15;
  return vec3(
    texelFetch(levels, ivec2(value & 31, level), 0).r,
    texelFetch(levels, ivec2((value >> 5) & 31, level), 0).r,
    texelFetch(levels, ivec2((value >> 10) & 31, level), 0).r
  );
}

void main() {
  int column = int(gl_FragCoord.x);
  int row = int(gl_FragCoord.y);
  vec3 rgb;
  if (interlace == 1) rgb = pixelAt(column, (row & ~1) | field);
  else if (interlace == 2) rgb = (pixelAt(column, row & ~1) + pixelAt(column, row | 1)) * 0.5;
  else rgb = pixelAt(column, row);
  if (warm == 1) {
    // A tube's primaries and steeper curve, seen on a modern screen.
    vec3 light = pow(rgb, vec3(2.4));
    light = mat3(0.9396, 0.0178, -0.0016, 0.0502, 0.9658, -0.0044, 0.0102, 0.0164, 1.0060) * light;
    rgb = pow(clamp(light, 0.0, 1.0), vec3(1.0 / 2.2));
  }
  colour = vec4(rgb, 1.0);
}
