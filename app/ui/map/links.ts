/** The look of maps, for the head of a page. Apart from the map itself, which no test without a browser can load. */
import type { LinkDescriptor } from '@remix-run/node'
import styles from './map.css?url'

/** For `links` of a route with a map. */
export const mapLinks: LinkDescriptor[] = [{ rel: 'stylesheet', href: styles }]
