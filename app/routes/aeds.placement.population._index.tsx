/** 人口のファイル: bringing a population of finer points than the towns, and choosing which is used. */
import { readFile } from 'node:fs/promises'
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requirePortalRight } from '~/modules/accounts/rules'
import { currentActor } from '~/modules/accounts/session.server'
import { putBackToTowns, takePopulation } from '~/modules/placement/commands/population.server'
import { useNumbers } from '~/modules/placement/numbers'
import { populationFiles } from '~/modules/placement/queries/population.server'
import { MAX_BYTES, MAX_LINES } from '~/modules/placement/read.server'
import { PopulationInUse } from '~/modules/placement/StudyMethod'
import { populationForm } from '~/modules/placement/schema'
import { dayOf, formatDay } from '~/platform/clock'
import { firstValue } from '~/platform/forms'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { CheckedForm, FileField, HiddenField, SubmitButton, TextField } from '~/ui/form'
import { useLanguage, useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Badge, PostButton, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMeta('placement.population.title')

const HERE = '/aeds/placement/population'

export const loader = page(async (args: LoaderFunctionArgs) => ({
  ...(await populationFiles(await currentActor(args))),
  most: { megabytes: MAX_BYTES / 2 ** 20, lines: MAX_LINES },
}))

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const form = await readForm(args, { maxBytes: MAX_BYTES, maxCount: 1 })
  try {
    requirePortalRight(actor, 'aed.plan')
    if (firstValue(form.fields, 'intent') === 'towns') {
      await putBackToTowns(actor)
      return redirect(`${HERE}?done=saved`)
    }
    const words = check(populationForm, form.fields)
    const file = form.files.find(({ field }) => field === 'file')
    const bytes = !file ? 'none' : file.tooLarge ? 'too_large' : await readFile(file.path)
    return redirect(`${HERE}/${await takePopulation(actor, words, bytes)}`)
  } finally {
    await form.discard()
  }
})

export default function Population() {
  const { files, source, most } = useLoaderData<typeof loader>()
  const t = useT()
  const word = (name: string, params?: Record<string, string | number>) =>
    t(`placement.population.${name}`, params)
  return (
    <Page
      title={word('title')}
      lead={word('lead')}
      crumbs={[
        { href: '/aeds', label: t('placement.to_aeds') },
        { href: '/aeds/placement', label: t('placement.title') },
      ]}
    >
      <h2>{word('in_use')}</h2>
      <PopulationInUse source={source} persons={null} />
      {source.kind === 'set' && <PostButton label={word('back_to_towns')} fields={{ intent: 'towns' }} />}

      <h2>{word('upload')}</h2>
      <Columns />
      <CheckedForm schema={populationForm} answer={useActionData()} encType="multipart/form-data">
        <HiddenField name="intent" value="upload" />
        <TextField name="name" label={word('name')} support={word('name_support')} required />
        <TextField name="credit" label={word('credit')} support={word('credit_support')} />
        <FileField
          name="file"
          label={word('file')}
          support={word('file_support', { mb: most.megabytes, lines: most.lines })}
          required
          accept=".csv,.txt,.tsv,text/csv"
        />
        <SubmitButton>{word('submit')}</SubmitButton>
      </CheckedForm>

      <h2>{word('files')}</h2>
      {files.length > 0 ? <Files files={files} /> : <p>{word('no_files')}</p>}
    </Page>
  )
}

function Columns() {
  const t = useT()
  return (
    <>
      <p>{t('placement.population.columns_lead')}</p>
      <ul className="bullets">
        {['degrees', 'mesh', 'people', 'same'].map((name) => (
          <li key={name}>{t(`placement.population.columns_${name}`)}</li>
        ))}
      </ul>
    </>
  )
}

function Files({ files }: { files: ReturnType<typeof useLoaderData<typeof loader>>['files'] }) {
  const t = useT()
  const language = useLanguage()
  const numbers = useNumbers()
  return (
    <Table
      caption={t('placement.population.files_caption')}
      head={['name', 'points', 'day', 'night', 'taken_on', 'state'].map((name) =>
        t(`placement.population.head_${name}`),
      )}
      rows={files.map((file) => [
        <a key="name" href={`${HERE}/${file.id}`}>
          {file.name}
        </a>,
        numbers.written(file.points),
        numbers.people(file.day),
        numbers.people(file.night),
        formatDay(dayOf(file.createdAt), language),
        file.active ? (
          <Badge key="state" tone="success">
            {t('placement.population.used')}
          </Badge>
        ) : (
          t('placement.population.unused')
        ),
      ])}
    />
  )
}
