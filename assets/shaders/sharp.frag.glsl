#version 300 es
// Hard pixels whose edges are smoothed over one pixel of the output: no shimmering at scales that are not whole.
precision highp float;

uniform sampler2D colours;
uniform vec2 textureSize;
// x, y, width and height of the shown part, in texels.
uniform vec4 source;
uniform vec2 outputSize;

in vec2 place;
out vec4 colour;

void main() {
  vec2 texel = source.xy + place * source.zw;
  vec2 scale = max(outputSize / source.zw, 1.0);
  vec2 base = floor(texel);
  vec2 offset = fract(texel) - 0.5;
  vec2 flat_ = 0.5 - 0.5 / scale;
  vec2 smoothed = (offset - clamp(offset, -flat_, flat_)) * scale + 0.5;
  vec2 at = clamp(base + smoothed, source.xy + 0.5, source.xy + source.zw - 0.5);
  colour = texture(colours, at / textureSize);
}
