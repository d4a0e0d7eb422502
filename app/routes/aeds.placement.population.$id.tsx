/** One population file as it was read, before and after it is put to use. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { SourceCredit } from '~/modules/associations/Credits'
import { deletePopulation, putBackToTowns, putToUse } from '~/modules/placement/commands/population.server'
import { useNumbers } from '~/modules/placement/numbers'
import { populationFile } from '~/modules/placement/queries/population.server'
import { CityMap } from '~/modules/placement/StudyMaps'
import { populationIntent } from '~/modules/placement/schema'
import { readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page } from '~/platform/http.server'
import { useT } from '~/ui/i18n'
import { titleMetaFrom } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, ConfirmPost, DataList, PostButton, Table } from '~/ui/parts'

export { ErrorBoundary } from '~/ui/error-boundary'

export const meta = titleMetaFrom((data: { name: string }) => data.name)

const ABOVE = '/aeds/placement/population'

export const loader = page(async (args: LoaderFunctionArgs) =>
  populationFile(await currentActor(args), idParam(args.params.id)),
)

export const action = formAction(async (args) => {
  const actor = await currentActor(args)
  const id = idParam(args.params.id)
  const { intent } = await readAndCheck(args, populationIntent)
  if (intent === 'delete') {
    await deletePopulation(actor, id)
    return redirect(`${ABOVE}?done=deleted`)
  }
  if (intent === 'use') await putToUse(actor, id)
  else await putBackToTowns(actor)
  return redirect(`${ABOVE}/${id}?done=saved`)
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function PopulationFile() {
  const file = useLoaderData<typeof loader>()
  const t = useT()
  const word = (name: string, params?: Record<string, string | number>) =>
    t(`placement.population.${name}`, params)
  return (
    <Page
      title={file.name}
      crumbs={[
        { href: '/aeds', label: t('placement.to_aeds') },
        { href: '/aeds/placement', label: t('placement.title') },
        { href: ABOVE, label: word('title') },
      ]}
    >
      {file.active ? (
        <Banner tone="success" title={word('is_used')}>
          {word('is_used_text')}
        </Banner>
      ) : (
        <Banner tone="info" title={word('is_unused')}>
          {word('is_unused_text')}
        </Banner>
      )}
      <Read file={file} />
      {file.picture && (
        <figure className="study-map">
          <figcaption>{word('map')}</figcaption>
          <CityMap picture={file.picture} side="before" label={word('map_label', { n: file.points })} />
        </figure>
      )}
      {file.active ? (
        <PostButton label={word('back_to_towns')} fields={{ intent: 'towns' }} />
      ) : (
        <>
          <PostButton label={word('use')} fields={{ intent: 'use' }} variant="primary" />
          <ConfirmPost summary={word('delete')} label={word('delete_sure')} fields={{ intent: 'delete' }}>
            {word('delete_text')}
          </ConfirmPost>
        </>
      )}
      <Sample file={file} />
      <Refused file={file} />
      <SourceCredit boundary />
    </Page>
  )
}

function Read({ file }: { file: Data }) {
  const { report } = file
  const t = useT()
  const numbers = useNumbers()
  const word = (name: string, params?: Record<string, string | number>) =>
    t(`placement.population.${name}`, params)
  const lines = (n: number) => word('lines', { n: numbers.written(n) })
  return (
    <DataList
      rows={[
        [word('read_lines'), lines(report.lines)],
        [word('read_taken'), lines(report.taken)],
        [word('read_outside'), report.outside > 0 ? lines(report.outside) : ''],
        [word('read_refused'), lines(report.refused)],
        [word('read_rounded'), report.rounded > 0 ? lines(report.rounded) : ''],
        [word('read_places'), word(`places_${report.places}`)],
        [word('head_day'), numbers.people(file.day)],
        [word('head_night'), numbers.people(file.night)],
        [word('read_same'), report.sameByNight ? word('read_same_text') : ''],
        [word('credit'), file.credit],
      ]}
    />
  )
}

function Sample({ file }: { file: Data }) {
  const t = useT()
  const { written } = useNumbers()
  const head = ['label', 'latitude', 'longitude', 'day', 'night']
  return (
    <Table
      caption={t('placement.population.sample', { n: file.sample.length })}
      head={head.map((name) => t(`placement.population.head_${name}`))}
      rows={file.sample.map(({ label, latitude, longitude, day, night }) => [
        label,
        latitude.toFixed(5),
        longitude.toFixed(5),
        written(day),
        written(night),
      ])}
    />
  )
}

function Refused({ file }: { file: Data }) {
  const { refused, refusedLines } = file.report
  const t = useT()
  if (refused === 0) return <p>{t('placement.population.none_refused')}</p>
  return (
    <>
      {refused > refusedLines.length && (
        <p className="support">
          {t('placement.population.refused_first', { shown: refusedLines.length, all: refused })}
        </p>
      )}
      <Table
        caption={t('placement.population.refused_caption')}
        head={[t('placement.population.head_line'), t('placement.population.head_reason')]}
        rows={refusedLines.map(({ line, reason, of }) => [
          t('placement.population.line', { n: line }),
          t(`placement.refused.${reason}`, { line: of ?? 0 }),
        ])}
      />
    </>
  )
}
