/** What officers of the hall's associations and the city's staff know besides: diagnoses, works with their cost, notes, files. */
import type { ReactNode } from 'react'
import { formatDay } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { DataList, Table } from '~/ui/parts'
import { FileList } from './FileList'
import { type HallView, Lines } from './HallFacts'
import type { HallDiagnosisView, HallWorkView } from './queries/hall.server'
import { contradicts, dangerOf, isWoodMethod, type Method, scoreText, wordsOfDate } from './rules'

export function InsidePart({ hall }: { hall: HallView }) {
  const t = useT()
  const { inside, mayKeep } = hall
  if (!inside) return null
  const at = (key: string) => t(`halls.page.${key}`)
  return (
    <>
      <h2 id="inside">{at('inside')}</h2>
      <p>{at('inside_text')}</p>
      <DataList
        rows={[
          [at('registered_to'), inside.registeredTo || at('unknown')],
          [at('private_note'), inside.privateNote && <Lines text={inside.privateNote} />],
        ]}
      />
      <Diagnoses hallId={hall.id} diagnoses={inside.diagnoses} mayKeep={mayKeep} />
      <Works hallId={hall.id} works={inside.works} mayKeep={mayKeep} />
      {inside.files.length > 0 && (
        <>
          <h3>{at('private_files')}</h3>
          <FileList files={inside.files} hall={hall.name} />
        </>
      )}
    </>
  )
}

/** The score in the words of its method, with what the guideline says of it. */
function Score({ diagnosis }: { diagnosis: HallDiagnosisView }) {
  const t = useT()
  const { method, score } = diagnosis
  if (score === null) return <>{t('halls.page.unknown')}</>
  const danger = dangerOf(method, score)
  return (
    <>
      {t(scoreKey(method), { score: scoreText(score) })}
      {danger && <span className="support block">{t(`halls.seismic.danger.${danger}`)}</span>}
    </>
  )
}

const scoreKey = (method: Method) =>
  `halls.seismic.${method === 'other' ? 'score_other' : isWoodMethod(method) ? 'score_wood' : 'score_is'}`

function Diagnoses(props: { hallId: number; diagnoses: readonly HallDiagnosisView[]; mayKeep: boolean }) {
  const { hallId, diagnoses, mayKeep } = props
  const t = useT()
  const language = useLanguage()
  if (diagnoses.length === 0) return <Nothing title={t('halls.page.diagnoses')} />
  const head = ['day', 'method', 'score', 'result', 'by', 'note', ...(mayKeep ? ['act'] : [])]
  return (
    <>
      <Table
        caption={t('halls.page.diagnoses')}
        head={head.map((key) => t(`halls.head.${key}`))}
        rows={diagnoses.map((diagnosis) => [
          formatDay(diagnosis.on, language),
          t(`halls.method.${diagnosis.method}`),
          <Score key="score" diagnosis={diagnosis} />,
          <span key="result">
            {t(`halls.result.${diagnosis.result}`)}
            {contradicts(diagnosis) && (
              <span className="support block">{t('halls.seismic.contradicts')}</span>
            )}
          </span>,
          diagnosis.diagnosedBy,
          diagnosis.note,
          ...(mayKeep
            ? [<Correct key="act" href={`/halls/${hallId}/diagnoses/${diagnosis.id}`} of={diagnosis.on} />]
            : []),
        ])}
      />
      <p className="support">{t('halls.seismic.danger_note')}</p>
    </>
  )
}

function Works(props: { hallId: number; works: readonly HallWorkView[]; mayKeep: boolean }) {
  const { hallId, works, mayKeep } = props
  const t = useT()
  const language = useLanguage()
  if (works.length === 0) return <Nothing title={t('halls.page.works')} />
  const yen = (amount: number | null) =>
    amount === null
      ? t('halls.page.unknown')
      : t('halls.head.yen', { amount: amount.toLocaleString('ja-JP') })
  const head = ['day', 'kind', 'cost', 'subsidy', 'score_after', 'note', ...(mayKeep ? ['act'] : [])]
  return (
    <Table
      caption={t('halls.page.works')}
      head={head.map((key) => t(`halls.head.${key}`))}
      rows={works.map((work): ReactNode[] => [
        wordsOfDate(work.done, language),
        t(`halls.work.${work.kind}`),
        yen(work.cost),
        yen(work.subsidy),
        work.scoreAfter === null ? '' : scoreText(work.scoreAfter),
        work.note,
        ...(mayKeep
          ? [
              <Correct
                key="act"
                href={`/halls/${hallId}/works/${work.id}`}
                of={t(`halls.work.${work.kind}`)}
              />,
            ]
          : []),
      ])}
    />
  )
}

function Nothing({ title }: { title: string }) {
  const t = useT()
  return (
    <>
      <h3>{title}</h3>
      <p>{t('halls.page.none')}</p>
    </>
  )
}

function Correct({ href, of }: { href: string; of: string }) {
  const t = useT()
  return (
    <a href={href} className="whitespace-nowrap" aria-label={`${t('halls.page.correct')}: ${of}`}>
      {t('halls.page.correct')}
    </a>
  )
}
