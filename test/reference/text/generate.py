"""Writes expected.json: what scikit-learn makes of a few texts.

Run in a throw-away environment: pip install scikit-learn, then python generate.py and
`npx biome format --write test/reference/text/expected.json`.
"""

import json
import pathlib
import platform

import numpy
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, HashingVectorizer, TfidfVectorizer
from sklearn.feature_selection import chi2, f_regression
from sklearn.utils import murmurhash3_32

texts = [
    "Free entry in 2 a wkly comp to win FA Cup final tkts 21st May 2005!",
    "Ok lar... Joking wif u oni... ok ok",
    "WINNER!! As a valued customer you have been selected: call 09061701461",
    "Ça va? L'été à la plage, c'est déjà fini.",
    "Naïve café owners don't go to the café after FREE entry",
    "free entry free entry free prize, call now",
    "Straße und Ärger: größte Übung; STRASSE",
    "日本語 テキスト 123 and e-mail_address@example.com",
    "emoji 😀😀 ok 😀 go",
    "",
    "   a  ",
    "Go until jurong point, crazy.. available only in bugis n great world",
    "you have won a free prize! call now to win the cup",
    "Even my brother is not like to speak with me",
]
labels = [1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2]
numbers = [round(0.7 * i - 0.05 * i * i, 3) for i in range(len(texts))]


def entries(matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    return {
        "shape": list(matrix.shape),
        "offsets": matrix.indptr.tolist(),
        "columns": matrix.indices.tolist(),
        "values": [float(f"{value:.15g}") for value in matrix.data],
    }


def vectorized(vectorizer):
    matrix = vectorizer.fit_transform(texts)
    return {"terms": vectorizer.get_feature_names_out().tolist(), **entries(matrix)}


word = {"ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"}
characters = {"analyzer": "char_wb", "ngram_range": (3, 4), "min_df": 3}
counts = CountVectorizer(**word, binary=True, min_df=2)
held = counts.fit_transform(texts)
weights = TfidfVectorizer(min_df=2).fit_transform(texts)
svd = TruncatedSVD(n_components=4, n_iter=30, random_state=0)
svd.fit(weights)
hashing = {"n_features": 64, "norm": None, "alternate_sign": True}
expected = {
    "versions": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "texts": texts,
    "labels": labels,
    "numbers": numbers,
    "count": {
        "words": vectorized(CountVectorizer(**word, strip_accents="unicode")),
        "default": vectorized(CountVectorizer()),
        "limited": vectorized(CountVectorizer(**word, min_df=2, max_df=0.3)),
        "characters": vectorized(CountVectorizer(**characters)),
    },
    "tfidf": {
        "words": vectorized(TfidfVectorizer(**word, min_df=2, sublinear_tf=True)),
        "plain": vectorized(TfidfVectorizer(**word, min_df=2)),
        "characters": vectorized(TfidfVectorizer(**characters, sublinear_tf=True)),
    },
    "hashing": {
        "words": entries(HashingVectorizer(**hashing, **word).transform(texts)),
        "characters": entries(
            HashingVectorizer(**hashing, analyzer="char_wb", ngram_range=(3, 4)).transform(texts)
        ),
        "murmur3": [int(murmurhash3_32(text)) for text in texts],
    },
    "scores": {
        "terms": counts.get_feature_names_out().tolist(),
        "chi2": chi2(held, labels)[0].tolist(),
        "f": f_regression(held.toarray().astype(float), numpy.array(numbers))[0].tolist(),
    },
    "svd": {
        "weights": entries(weights),
        "singularValues": svd.singular_values_.tolist(),
        "components": numpy.round(svd.components_, 15).tolist(),
    },
}
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(expected, ensure_ascii=False) + "\n", encoding="utf8")
