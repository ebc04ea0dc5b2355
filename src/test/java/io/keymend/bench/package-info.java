/// Measurements as ratios within one run; `mvn -q -Pbench` prints them. How to read them:
/// `docs/performance.md`.
@NullMarked
package io.keymend.bench;

import org.jspecify.annotations.NullMarked;
