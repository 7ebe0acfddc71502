#version 300 es
// A composite cable: brightness and colour share one wire. The signal is made around this place, then taken apart as a television does.
precision highp float;

uniform sampler2D colours;
uniform vec2 textureSize;
// x, y, width and height of the shown part, in texels.
uniform vec4 source;
uniform vec2 outputSize;

in vec2 place;
out vec4 colour;
uniform float lines;
uniform int frameNumber;

const float TURN = 6.28318530718;
// The console draws a dot in 4 master clocks and the colour carrier takes 6: two thirds of a turn a dot, one third a texel of half a dot.
const float CARRIER = 1.0 / 3.0;
const int REACH = 9;

const mat3 TO_YIQ = mat3(0.299, 0.5959, 0.2115, 0.587, -0.2746, -0.5227, 0.114, -0.3213, 0.3112);
const mat3 TO_RGB = mat3(1.0, 1.0, 1.0, 0.956, -0.272, -1.106, 0.619, -0.647, 1.703);

float signalAt(float column, float row, float shift) {
  float inside = clamp(column, source.x + 0.5, source.x + source.z - 0.5);
  vec3 yiq = TO_YIQ * texture(colours, vec2(inside, row) / textureSize).rgb;
  float phase = TURN * (column * CARRIER + shift);
  return yiq.x + yiq.y * cos(phase) + yiq.z * sin(phase);
}

void main() {
  float rows = source.w / lines;
  float line = floor(place.y * lines);
  float row = source.y + (line + 0.5) * rows;
  // The carrier moves on by a third of a turn a line and two thirds a frame. [unverified]
  float shift = line / 3.0 + float(frameNumber & 1) * 2.0 / 3.0;
  float column = source.x + place.x * source.z;
  float base = floor(column) + 0.5;
  vec3 yiq = vec3(0.0);
  float totalY = 0.0;
  float totalC = 0.0;
  for (int i = -REACH; i <= REACH; i++) {
    float at = base + float(i);
    float away = at - column;
    float signal = signalAt(at, row, shift);
    float phase = TURN * (at * CARRIER + shift);
    // Brightness: a window three texels wide is blind to the carrier.
    float forY = clamp(2.0 - abs(away), 0.0, 1.0);
    float forC = exp(-away * away / 18.0);
    yiq.x += signal * forY;
    yiq.y += signal * 2.0 * cos(phase) * forC;
    yiq.z += signal * 2.0 * sin(phase) * forC;
    totalY += forY;
    totalC += forC;
  }
  yiq.x /= totalY;
  yiq.yz /= totalC;
  colour = vec4(clamp(TO_RGB * yiq, 0.0, 1.0), 1.0);
}
