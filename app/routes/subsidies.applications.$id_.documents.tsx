/** 申請書の書類: the checklist, and what is handed in for each document. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import {
  addFiles,
  markNeeded,
  markNotNeeded,
  removeFile,
  takeHallFiles,
} from '~/modules/applications/commands/documents.server'
import { DocumentsPart } from '~/modules/applications/DocumentsPart'
import { documentsView } from '~/modules/applications/queries/parts.server'
import {
  addFilesSchema,
  hallFilesSchema,
  MAX_FILE_BYTES,
  MAX_FILES_AT_ONCE,
  neededSchema,
  notNeededSchema,
  removeFileSchema,
} from '~/modules/applications/schema'
import { unlessStale } from '~/modules/applications/stale.server'
import { intentOf } from '~/platform/forms'
import { check, keptFields, readForm } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export const handle = { interactive: true }
export const meta = titleMeta('applications.documents.title')

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const view = await documentsView(await currentActor(args), idParam(args.params.id))
  return {
    ...view,
    asked: Number(queryParam(args.request, 'document', 12)) || null,
    kept: (await keptFields(args.request)) ?? null,
  }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const form = await readForm(args, { maxBytes: MAX_FILE_BYTES, maxCount: MAX_FILES_AT_ONCE })
  try {
    const { fields, files } = form
    const command = () => {
      switch (intentOf(fields)) {
        case 'remove':
          return removeFile(actor, id, check(removeFileSchema, fields))
        case 'not_needed':
          return markNotNeeded(actor, id, check(notNeededSchema, fields))
        case 'needed':
          return markNeeded(actor, id, check(neededSchema, fields))
        case 'hall_files':
          return takeHallFiles(actor, id, check(hallFilesSchema, fields))
        default:
          return addFiles(actor, id, check(addFilesSchema, fields), files)
      }
    }
    const stale = await unlessStale({ actor, id, task: 'documents', fields }, command)
    return stale ?? redirect(`/subsidies/applications/${id}/documents?done=saved`)
  } finally {
    await form.discard()
  }
})

export default function Documents() {
  return <DocumentsPart {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />
}
