import { IbertError } from '@ibert/core';
import { z } from 'zod';
import type { HubModel } from './hub-cache.js';
import type { HubEnvironment } from './hub-environment.js';
import { askHub } from './hub-request.js';
import type { ModelFile } from './model-files.js';

/** The commit a revision stands for now, and its files. */
export interface HubListing {
  readonly commit: string;
  readonly files: readonly ModelFile[];
}

const LISTING = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().nonnegative().optional(),
      lfs: z.object({ sha256: z.string().optional() }).nullish(),
    }),
  ),
});

/**
 * Asks the hub what a model consists of.
 *
 * @throws IbertError `MODEL_OFFLINE`, `MODEL_NOT_FOUND`, `MODEL_DOWNLOAD`.
 */
export async function listHubModel(
  hub: HubEnvironment,
  { name, revision }: HubModel,
  signal: AbortSignal,
): Promise<HubListing> {
  const url = `${hub.endpoint}/api/models/${name}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const response = await askHub(hub, url, `${name} (${revision})`, signal);
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = LISTING.safeParse(body);
  if (!parsed.success) {
    throw new IbertError(
      'MODEL_DOWNLOAD',
      `${hub.endpoint} gives no list of the files of ${name}`,
      {
        hint: 'Check HF_ENDPOINT: it must be the address of a model hub or of a mirror of one.',
      },
    );
  }
  const files = parsed.data.siblings.map(({ rfilename, size, lfs }) => ({
    path: rfilename,
    bytes: size ?? 0,
    sha256: lfs?.sha256,
  }));
  return { commit: parsed.data.sha, files };
}
