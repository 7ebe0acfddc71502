#version 300 es
// Every pixel as it is, with hard edges.
precision highp float;

uniform sampler2D colours;
uniform vec2 textureSize;
// x, y, width and height of the shown part, in texels.
uniform vec4 source;
uniform vec2 outputSize;

in vec2 place;
out vec4 colour;

void main() {
  vec2 texel = floor(source.xy + place * source.zw) + 0.5;
  colour = texture(colours, texel / textureSize);
}
