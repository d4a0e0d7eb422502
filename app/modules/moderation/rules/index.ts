/** 投稿のきまり: what may be posted, what is caught before, reports, hiding and appeals. Pure. */
export * from './personal'
export * from './posting'
export * from './states'
