/// What happened? One refused decrypt, or one event in the life of a key or a stack, read once;
/// nobody after it touches JSON.
@NullMarked
package io.keymend.denial;

import org.jspecify.annotations.NullMarked;
