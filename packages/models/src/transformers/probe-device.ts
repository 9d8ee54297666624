import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { IbertError } from '@ibert/core';
import { z } from 'zod';
import type { RuntimeDevice } from './devices.js';
import { firstLine } from './runtime.js';

/** An ONNX graph of one addition: enough for the runtime to need the device. */
const SMALLEST_GRAPH =
  'CAg6NQoOCgF4CgF4EgF5IgNBZGQSAXBaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgQKABAN';

/** Where the system shows NVIDIA's driver; the last is Windows' subsystem for Linux. */
const NVIDIA_DRIVERS = ['/dev/nvidiactl', '/dev/nvidia0', '/dev/dxg'];
const CUDA_LIBRARY = 'libonnxruntime_providers_cuda.so';

interface Session {
  release(): Promise<void>;
}

/** The part of the native runtime that the probe uses. */
const NATIVE = z.object({
  InferenceSession: z.custom<{
    create(
      graph: Uint8Array,
      options: {
        readonly executionProviders: readonly string[];
        readonly logSeverityLevel: number;
      },
    ): Promise<Session>;
  }>((value) => typeof value === 'function'),
});

const FATAL_ONLY = 4;

/**
 * Finds out whether a device works, before anything large is fetched for it.
 *
 * @throws IbertError `MODEL_DEVICE` with what the runtime says.
 */
export async function probeDevice(device: RuntimeDevice): Promise<void> {
  if (device === 'cpu') return;
  const missing = device === 'cuda' ? missingForCuda() : undefined;
  if (missing !== undefined) throw unusable(device, missing);
  try {
    const { InferenceSession } = NATIVE.parse(nativeRequire()('onnxruntime-node'));
    const session = await InferenceSession.create(Buffer.from(SMALLEST_GRAPH, 'base64'), {
      executionProviders: [device],
      logSeverityLevel: FATAL_ONLY,
    });
    await session.release();
  } catch (error) {
    throw unusable(device, firstLine(error), error);
  }
}

/** The native runtime is a dependency of transformers.js, not of ours. */
function nativeRequire(): NodeJS.Require {
  const own = createRequire(import.meta.url);
  return createRequire(own.resolve('@huggingface/transformers'));
}

/** The runtime writes to the terminal when it fails, so what can be seen from here is seen first. */
function missingForCuda(): string | undefined {
  if (!NVIDIA_DRIVERS.some((path) => existsSync(path))) return 'there is no NVIDIA driver';
  const entry = nativeRequire().resolve('onnxruntime-node/package.json');
  const libraries = join(dirname(entry), 'bin', 'napi-v6', process.platform, process.arch);
  if (existsSync(join(libraries, CUDA_LIBRARY))) return undefined;
  return 'the CUDA libraries of onnxruntime-node are not installed';
}

function unusable(device: RuntimeDevice, problem: string, cause?: unknown): IbertError {
  return new IbertError('MODEL_DEVICE', `device ${device} cannot be used: ${problem}`, {
    hint: REMEDIES[device],
    cause,
  });
}

const REMEDIES: Readonly<Record<RuntimeDevice, string>> = {
  cpu: 'Use another device.',
  cuda: 'Install the NVIDIA driver with CUDA 12 and cuDNN 9, let the install script of onnxruntime-node run, or use device cpu.',
  webgpu: 'Install a driver with Vulkan, Metal or Direct3D 12, or use device cpu.',
  dml: 'Install a driver with Direct3D 12, or use device cpu.',
  coreml: 'Use device webgpu or cpu.',
};
