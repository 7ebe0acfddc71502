/** Ends a test run with the line that .ci/run counts: `N passed, N failed`. Tells why a test failed that passed at its second try. */
export default class CountingReporter {
  onTestCaseResult(test) {
    const { state, errors = [] } = test.result();
    if (state !== 'passed') return;
    for (const error of errors) console.log(`passed at its second try: ${test.fullName}\n${error.stack ?? error.message}`);
  }

  onTestRunEnd(modules, errors) {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') passed++;
        else if (state === 'failed') failed++;
      }
      failed += module.errors().length;
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}
