/** What the 監事 looks at: numbers that must agree, the result, and the votes themselves as far as they may be seen. */
import { Figures } from '~/ui/figures'
import { useT } from '~/ui/i18n'
import { Banner, Icon, Table } from '~/ui/parts'
import { ExtraList } from './PapersDesk'
import type { CheckView } from './queries/desk.server'
import { EndBanner, Results } from './ResolutionParts'
import type { Choice } from './rules'

export function CheckParts({ view }: { view: CheckView }) {
  const { resolution, again, count, byName, nameless } = view
  const t = useT()
  const word = (key: string, params?: Record<string, string | number>) =>
    t(`resolutions.check.${key}`, params)
  const { items, way, secret } = resolution
  const pairs: [string, number, number][] = [
    [word('votes_marked'), again.voted, again.ballots],
    ...(secret
      ? [[word('envelopes_sheets'), count.envelopes, count.sheets] as [string, number, number]]
      : []),
    ...items.flatMap((item, index): [string, number, number][] => {
      const now = again.items.find(({ id }) => id === item.id)?.votes
      const name = t('resolutions.item.number', { n: index + 1 })
      return (['for', 'against', 'abstain'] as const)
        .filter((choice) => way !== 'all_agree' || choice !== 'abstain')
        .map((choice) => [
          `${name} ${t(`resolutions.choice.${choice}`)}`,
          item.votes?.[choice] ?? 0,
          now?.[choice] ?? 0,
        ])
    }),
  ]
  const agrees = pairs.every(([, one, other]) => one === other)
  const said = (choices: Record<string, Choice> | null, id: number) => {
    const choice = choices?.[String(id)]
    return choice ? t(`resolutions.choice.${choice}`) : '–'
  }
  const heads = items.map((_, index) => t('resolutions.item.number', { n: index + 1 }))
  return (
    <>
      <EndBanner state={resolution.state} reason={resolution.reason} words={resolution.reasonText} />
      <h2>{word('numbers')}</h2>
      <Banner tone={agrees ? 'success' : 'danger'} title={word(agrees ? 'agrees' : 'differs')} />
      <Figures
        caption={word('numbers_caption')}
        head={[word('what'), word('written'), word('recounted'), word('same')]}
        rows={pairs.map(([label, one, other]) => [
          label,
          one,
          other,
          one === other ? <Icon key="y" name="check" /> : <strong key="n">{word('not_same')}</strong>,
        ])}
      />
      <ExtraList extras={count.extras} />
      {again.isOpen && (
        <Banner tone="danger" title={word('surplus_title')}>
          <p>{word('surplus_text', { count: count.extras.surplus ?? 0 })}</p>
        </Banner>
      )}
      {again.reason && <Banner tone="warning" title={t(`resolutions.reason.${again.reason}`)} />}
      <h2>{t('resolutions.result.title')}</h2>
      <Results
        items={items}
        voters={count.voters}
        way={way}
        stands={again.reason === null && !again.isOpen}
      />
      <h2>{word(secret ? 'nameless' : 'by_name')}</h2>
      <p>{word(secret ? 'nameless_text' : 'by_name_text')}</p>
      <details>
        <summary>{word('show', { count: secret ? nameless.length : byName.length })}</summary>
        {secret ? (
          <Table
            caption={word('nameless')}
            head={[word('vote'), ...heads]}
            rows={nameless.map((choices, index) => [index + 1, ...items.map(({ id }) => said(choices, id))])}
          />
        ) : (
          <Table
            caption={word('by_name')}
            head={[t('resolutions.voters.number'), t('resolutions.voters.name'), ...heads]}
            rows={byName.map((voter) => [
              voter.position,
              `${voter.name}${voter.votedOnPaper ? ` (${t('resolutions.voters.on_paper')})` : ''}`,
              ...items.map(({ id }) => said(voter.choices, id)),
            ])}
          />
        )}
      </details>
    </>
  )
}
