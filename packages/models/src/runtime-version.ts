/**
 * The versions of transformers.js and of its ONNX runtime, which are loaded for it.
 *
 * @throws IbertError `MODEL_RUNTIME` if the native library does not load on this system.
 */
export async function runtimeVersion(): Promise<string> {
  const { loadRuntime } = await import('./transformers/runtime.js');
  const { env } = await loadRuntime();
  const { versions } = env.backends.onnx;
  return `transformers.js ${env.version}, onnxruntime ${versions?.node ?? versions?.common ?? '?'}`;
}
