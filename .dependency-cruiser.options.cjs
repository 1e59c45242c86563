/** How sources are read, for both sets of rules. Paths are relative to the folder in which dependency-cruiser runs. */
module.exports = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: ['(^|/)dist/', '(^|/)generated/'] },
  // `#libs/…` leads to dist/ at run time; the rules speak of sources.
  tsConfig: { fileName: '.dependency-cruiser.tsconfig.json' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['types', 'import', 'node', 'default'],
    mainFields: ['types', 'typings', 'module', 'main'],
  },
};
