/**
 * Sorting the list from where the device is. The position stays in the browser: the list is sorted there, by a script
 * of its own, and neither the list nor the map asks the server for anything that would tell it.
 */
import { useT } from '~/ui/i18n'
import { Button, Icon } from '~/ui/parts'
import { directions } from './rules/distance'
import script from './sort-by-position.browser?script'

export type NearWords = {
  waiting: string
  done: string
  refused: string
  failed: string
  distance: string
  here: string
  m: string
  km: string
  directions: Record<string, string>
}

/** @param all address of the page that holds the whole list */
export function NearMe({ all }: { all: string }) {
  const t = useT()
  const words: NearWords = {
    waiting: t('aeds.list.near_waiting'),
    done: t('aeds.list.near_done'),
    refused: t('aeds.list.near_refused'),
    failed: t('aeds.list.near_failed'),
    distance: t('aeds.list.distance'),
    here: t('aeds.list.distance_here'),
    m: t('aeds.list.distance_m'),
    km: t('aeds.list.distance_km'),
    directions: Object.fromEntries(directions.map((name) => [name, t(`aeds.direction.${name}`)])),
  }
  return (
    <div className="no-print" data-near data-all={all} data-words={JSON.stringify(words)} hidden>
      <Button type="button" variant="secondary">
        <Icon name="place" /> {t('aeds.list.near_button')}
      </Button>
      <p className="support">{t('aeds.list.near_private')}</p>
      <p role="status" data-near-status />
      <script src={script} defer />
    </div>
  )
}
