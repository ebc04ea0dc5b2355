/// What happened? One refused decrypt, read once; nobody after it touches JSON.
@NullMarked
package io.keymend.denial;

import org.jspecify.annotations.NullMarked;
