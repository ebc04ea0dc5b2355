package io.keymend.aead;

/// What a key's text decodes to, as Go decides it.
sealed interface Material {
    /// An empty text: nothing is sealed, and nothing opened.
    record NotSet() implements Material {}

    record NotBase64(int offset) implements Material {}

    record WrongSize(int bytes) implements Material {}

    record Usable(AesGcm cipher) implements Material {
        @Override
        public String toString() {
            return "Usable";
        }
    }
}
