/** 写真・図面: added, shown or hidden, removed. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { addFile, changeFile } from '~/modules/halls/commands/files.server'
import { FileList } from '~/modules/halls/FileList'
import { type HallFileView, hallForEdit } from '~/modules/halls/queries/hall.server'
import { fileKinds, fileTypes, MAX_FILE_BYTES } from '~/modules/halls/rules'
import { fileActSchema, fileSchema } from '~/modules/halls/schema'
import { intentOf } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import {
  CheckboxField,
  CheckedForm,
  FileField,
  HiddenField,
  RadioField,
  SubmitButton,
  TextField,
} from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, ConfirmPost, LinkButton, PostButton } from '~/ui/parts'

export const handle = { interactive: true }
export const meta = titleMetaFrom((data: { hall: { name: string } }) => data.hall.name)

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(async (args: LoaderFunctionArgs) => {
  const hall = await hallForEdit(await currentActor(args), idParam(args.params.id))
  return { hall: { id: hall.id, name: hall.name, version: hall.version, files: hall.files } }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const form = await readForm(args, { maxBytes: MAX_FILE_BYTES, maxCount: 1 })
  try {
    if (intentOf(form.fields) === 'add') {
      await addFile(actor, id, check(fileSchema, form.fields), form.files[0])
      return redirect(`/halls/${id}/files?done=saved`)
    }
    const act = check(fileActSchema, form.fields)
    await changeFile(actor, id, act)
    return redirect(`/halls/${id}/files?done=${act.intent === 'remove' ? 'deleted' : 'saved'}`)
  } finally {
    await form.discard()
  }
})

export default function HallFiles() {
  const { hall } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = (key: string, params?: Record<string, string>) => t(`halls.files.${key}`, params)
  return (
    <Page
      title={at('title', { name: hall.name })}
      lead={at('lead')}
      crumbs={[
        { href: '/halls', label: t('halls.title') },
        { href: `/halls/${hall.id}`, label: hall.name },
      ]}
    >
      <h2>{at('list')}</h2>
      {hall.files.length > 0 ? (
        <FileList
          files={hall.files}
          hall={hall.name}
          act={(file) => <Acts file={file} version={hall.version} />}
        />
      ) : (
        <p>{at('none')}</p>
      )}
      <h2>{at('add')}</h2>
      <CheckedForm
        schema={fileSchema}
        answer={answer}
        defaults={{ kind: 'photo' }}
        encType="multipart/form-data"
      >
        <HiddenField name="intent" value="add" />
        <HiddenField name="version" value={hall.version} />
        <RadioField
          name="kind"
          label={at('kind')}
          support={at('kind_support')}
          options={fileKinds.map((value) => ({ value, label: t(`halls.file.${value}`) }))}
          required
        />
        <FileField
          name="file"
          label={at('file')}
          support={at('file_support')}
          accept={fileTypes.drawing.join(',')}
          required
        />
        <TextField name="caption" label={at('caption')} support={at('caption_support')} />
        <CheckboxField name="public" label={at('public')} support={at('public_support')} />
        <div className="actions">
          <SubmitButton>{at('upload')}</SubmitButton>
          <LinkButton href={`/halls/${hall.id}`}>{t('form.back')}</LinkButton>
        </div>
      </CheckedForm>
    </Page>
  )
}

function Acts({ file, version }: { file: HallFileView; version: number }) {
  const t = useT()
  const name = file.caption || file.name
  const of = (act: string) => t('halls.files.act_of', { name, act: t(`halls.files.${act}`) })
  const fields = { file: file.id, version }
  return (
    <div className="stack">
      <p>
        <Badge tone={file.public ? 'info' : 'neutral'}>
          {t(`halls.files.${file.public ? 'is_public' : 'is_private'}`)}
        </Badge>
      </p>
      {file.kind === 'photo' && (
        <PostButton
          label={of(file.public ? 'hide' : 'show')}
          fields={{ ...fields, intent: file.public ? 'hide' : 'show' }}
        />
      )}
      <ConfirmPost
        summary={t('halls.files.remove_summary')}
        label={of('remove')}
        fields={{ ...fields, intent: 'remove' }}
      >
        <p>{t('halls.files.remove_text')}</p>
      </ConfirmPost>
    </div>
  )
}
