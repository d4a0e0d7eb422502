/** 引き継ぎの様子: from whom to whom, how far it is, and what is to be done now. */
import { formatDay, formatInstant } from '~/platform/clock'
import { useLanguage, useT } from '~/ui/i18n'
import { Badge, Banner, ConfirmPost, DataList, type Tone } from '~/ui/parts'
import type { PackShown } from './queries/pack.server'
import { type PackState, packStates } from './rules'

const TONES: Record<PackState, Tone> = { open: 'info', given: 'warning', taken: 'success' }

export function StateBadge({ state }: { state: PackState }) {
  const t = useT()
  return <Badge tone={TONES[state]}>{t(`handover.state.${state}`)}</Badge>
}

type Shown = Pick<
  PackShown,
  'pack' | 'outgoing' | 'incoming' | 'items' | 'unfinished' | 'acts' | 'place' | 'within'
>

export function PackHead(shown: Shown) {
  const { pack, outgoing, incoming, items, acts } = shown
  const t = useT()
  const language = useLanguage()
  const at = (key: string, params?: Record<string, string | number>) => t(`handover.pack.${key}`, params)
  const signed = (instant: string | Date | null, paper: boolean) =>
    instant && at(paper ? 'on_paper' : 'signed', { at: formatInstant(new Date(instant), language) })
  const nobody = (person: { account: boolean } | null) => person !== null && !person.account
  return (
    <>
      <Banner tone={pack.state === 'taken' ? 'success' : 'info'} title={at('title_now')}>
        <p>{at(now(shown), { count: shown.unfinished.length })}</p>
        {(acts.out === 'paper' || acts.in === 'paper') && pack.state !== 'taken' && <p>{at('do_paper')}</p>}
      </Banner>
      <ol className="stages" aria-label={t('handover.stage.label')}>
        {packStates.map((state) => (
          <li key={state} aria-current={state === pack.state ? 'step' : undefined}>
            {t(`handover.stage.${state}`)} {state === pack.state && <StateBadge state={state} />}
          </li>
        ))}
      </ol>
      <DataList
        rows={[
          [
            at('from'),
            outgoing
              ? at('until', { name: outgoing.name, day: formatDay(outgoing.endsOn, language) })
              : at('nobody_before'),
          ],
          [
            at('to'),
            incoming ? (
              at('since', { name: incoming.name, day: formatDay(incoming.startsOn, language) })
            ) : (
              <>
                {at('nobody_after')} <span className="support block">{at('no_after_text')}</span>
              </>
            ),
          ],
          [at('signed_out'), signed(pack.signedOutAt, pack.outOnPaper)],
          [at('signed_in'), signed(pack.signedInAt, pack.inOnPaper)],
        ]}
      />
      {!shown.within && <p className="support">{at('not_within')}</p>}
      {(nobody(outgoing) || nobody(incoming)) && <p className="support">{at('no_account')}</p>}
      <Progress label={at('given')} count={items.filter(({ given }) => given).length} all={items.length} />
      <Progress label={at('taken')} count={items.filter(({ taken }) => taken).length} all={items.length} />
    </>
  )
}

/** 渡しました taken back, and a pack that nobody needs. */
export function PackUndo({ pack, may, here }: Pick<PackShown, 'pack' | 'may'> & { here: string }) {
  const t = useT()
  const at = (key: string) => t(`handover.undo.${key}`)
  return (
    <>
      {may.takeBack && (
        <ConfirmPost
          action={here}
          summary={at('take_back')}
          label={at('take_back_submit')}
          fields={{ intent: 'take_back', version: pack.version }}
        >
          <p>{at('take_back_text')}</p>
        </ConfirmPost>
      )}
      {may.drop && (
        <ConfirmPost
          action={here}
          summary={at('drop')}
          label={at('drop_submit')}
          fields={{ intent: 'drop', version: pack.version }}
        >
          <p>{at('drop_text')}</p>
        </ConfirmPost>
      )}
    </>
  )
}

/** What the reader is told to do, under `handover.pack`. */
function now({ pack, acts, unfinished, place }: Shown): string {
  if (pack.state === 'taken') return unfinished.length > 0 ? 'do_finish' : 'done'
  if (pack.state === 'given') return acts.in ? 'do_in' : place === 'out' ? 'given_wait' : 'do_look'
  if (acts.out === 'self') return 'do_out'
  return place === 'in' ? 'do_in_wait' : 'do_look'
}

/** How many of all, as a bar and in words. */
export function Progress({ label, count, all }: { label: string; count: number; all: number }) {
  const t = useT()
  const share = all === 0 ? 0 : (count / all) * 100
  return (
    <div className="reach">
      <p className="reach-line">{t('handover.pack.progress', { label, count, all })}</p>
      <svg
        className="handover-bar"
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect width={Math.round(share * 10) / 10} height="6" />
      </svg>
    </div>
  )
}
