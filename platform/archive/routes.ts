import { z } from 'zod';
import { route, type Route } from '../http/route.ts';
import { CaseRef } from '../procedures/contract.ts';
import { ArchiveSummary } from './contract.ts';
import { createArchives, summaryOf } from './give.ts';
import type { ArchiveParts } from './parts.ts';

const params = z.object({ ref: CaseRef });
const fails = ['CASE_NOT_FOUND', 'CASE_SEEN_IN_PART', 'ARCHIVE_DRAFT', 'DOCUMENT_FAILED', 'DOCUMENT_DAMAGED'] as const;

/** 整案归档: what the archive of a case would hold, and the archive. */
export function archiveRoutes(parts: ArchiveParts): Route[] {
  const archives = createArchives(parts);
  return [
    route({
      method: 'GET', path: '/archive/:ref', may: 'case.archive', in: { params }, out: ArchiveSummary, fails, logged: 'batched', summary: '整案归档的内容',
      handle: ({ actor }, { params: { ref } }) => summaryOf(parts, actor, ref),
    }),
    route({
      method: 'GET', path: '/archive/:ref/file', may: 'case.archive', in: { params }, out: 'file', fails: [...fails, 'ARCHIVE_TOO_LARGE', 'ARCHIVE_BUSY'], logged: 'before', summary: '下载整案归档包',
      handle: ({ actor }, { params: { ref } }) => archives.give(actor, ref),
    }),
  ];
}
