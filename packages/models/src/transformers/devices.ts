import { IbertError } from '@ibert/core';
import type { ConcreteDtype } from '../hub/model-files.js';
import type { Device, Dtype } from '../model-settings.js';

/** A device by the name the runtime knows it under. */
export type RuntimeDevice = Exclude<Device, 'auto' | 'mps'>;

/** What of the machine decides which devices can exist, as Node names it. */
export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** For which systems the runtime brings the code of each device. */
const RUNS_ON: Readonly<Record<RuntimeDevice, readonly string[]>> = {
  cpu: ['linux', 'darwin', 'win32'],
  cuda: ['linux-x64'],
  webgpu: ['linux-x64', 'darwin', 'win32'],
  dml: ['win32'],
  coreml: ['darwin'],
};

/**
 * What `auto` tries, in this order. CoreML is left out: it compiles a graph for each length of
 * input, and every token changes the length.
 */
const PREFERRED: Readonly<Record<string, readonly RuntimeDevice[]>> = {
  linux: ['cuda', 'cpu'],
  win32: ['dml', 'cpu'],
  darwin: ['webgpu', 'cpu'],
};

/**
 * The number formats `auto` takes on each device, the preferred first. Processors multiply
 * 8-bit integers fast and have no 16-bit floats; graphics processors are the other way round.
 * Measured with SmolLM2-135M on two cores: first token of a prompt of 240 tokens in 460 ms with
 * q8, 480 with q4, 760 with fp32. The orders of the graphics processors are not measured.
 */
const DTYPES_OF: Readonly<Record<RuntimeDevice, readonly ConcreteDtype[]>> = {
  cpu: ['q8', 'int8', 'uint8', 'q4', 'fp32', 'bnb4', 'fp16', 'q4f16'],
  cuda: ['fp16', 'q4f16', 'q4', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'],
  webgpu: ['q4f16', 'fp16', 'q4', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'],
  dml: ['fp16', 'q4f16', 'q4', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'],
  coreml: ['fp32', 'fp16', 'q4', 'q8', 'int8', 'uint8', 'q4f16', 'bnb4'],
};

/**
 * The devices to try for what was asked, in order; several only for `auto`.
 *
 * @throws IbertError `MODEL_DEVICE` for a device this system cannot have, `MODEL_RUNTIME` if it
 *   can have none.
 */
export function devicesFor(asked: Device, platform: Platform): readonly RuntimeDevice[] {
  if (asked === 'auto') {
    const devices = PREFERRED[platform.platform];
    if (devices === undefined) throw noRuntime(platform);
    return devices.filter((device) => canRun(device, platform));
  }
  // Apple's graphics processors are reached through WebGPU, which runs on Metal there.
  const device = asked === 'mps' && platform.platform === 'darwin' ? 'webgpu' : asked;
  if (device !== 'mps' && canRun(device, platform)) return [device];
  const there = (Object.keys(RUNS_ON) as RuntimeDevice[]).filter((one) => canRun(one, platform));
  throw new IbertError(
    'MODEL_DEVICE',
    `device ${asked} does not exist on ${platform.platform}-${platform.arch}`,
    { hint: `Use auto or one of ${there.join(', ')}.` },
  );
}

function noRuntime({ platform, arch }: Platform): IbertError {
  return new IbertError('MODEL_RUNTIME', `there is no ONNX runtime for ${platform}-${arch}`, {
    hint: 'Use provider openai with a server on another machine, or --engine compiler.',
  });
}

function canRun(device: RuntimeDevice, { platform, arch }: Platform): boolean {
  return RUNS_ON[device].some((system) => system === platform || system === `${platform}-${arch}`);
}

/**
 * The number format to load on a device.
 *
 * @throws IbertError `MODEL_DTYPE` if the model has none that was asked for.
 */
export function dtypeFor(
  asked: Dtype,
  device: RuntimeDevice,
  model: string,
  there: ReadonlySet<ConcreteDtype>,
): ConcreteDtype {
  const found = asked === 'auto' ? DTYPES_OF[device].find((dtype) => there.has(dtype)) : asked;
  if (found !== undefined && there.has(found)) return found;
  if (there.size === 0) {
    throw new IbertError('MODEL_INCOMPLETE', `${model} has no ONNX weights (onnx/model.onnx, …)`, {
      hint: 'Name a repository with an ONNX export (onnx-community/…), or export the model.',
    });
  }
  throw new IbertError('MODEL_DTYPE', `${model} has no weights in ${asked}`, {
    hint: `It has ${[...there].join(', ')}: use one of them, or auto.`,
  });
}
