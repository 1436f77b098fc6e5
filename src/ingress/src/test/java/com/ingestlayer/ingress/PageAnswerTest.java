package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.Page;
import com.ingestlayer.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a page always fits into Lambda's limit, whatever it contains. */
class PageAnswerTest {
    /** Lambda Developer Guide, "Lambda quotas": 6 MB for a response. */
    private static final int LAMBDAS_MOST = 6 * 1024 * 1024;

    private static HttpAnswer page(String text, int first) {
        List<Integer> items =
                IntStream.range(first, Math.min(100, first + 100)).boxed().toList();
        return PageAnswer.of(
                "events",
                new Page<>(items, Optional.<Integer>empty()),
                item -> Json.object().put("n", item).put("text", text),
                item -> item,
                position -> Integer.toString(position));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "\\", "\u0001", "ü", "\ud83d\ude00"})
    void everyPageFitsAndTheCursorLeadsThroughAllItems(String each) {
        String text = each.repeat(256 * 1024 / Json.bytes(Json.object().put("", each)).length);
        List<Integer> shown = new ArrayList<>();
        Optional<Integer> next = Optional.of(0);
        for (int pages = 0; next.isPresent(); pages++) {
            HttpAnswer answer = page(text, next.get());
            assertThat(Json.write(Json.object()
                                    .put("body", answer.toLambdaResponse().getBody()))
                            .getBytes(UTF_8))
                    .hasSizeLessThan(LAMBDAS_MOST);
            answer.body()
                    .at("/data/events")
                    .forEach(item -> shown.add(item.path("n").intValue()));
            next = Optional.ofNullable(answer.body().at("/data/cursor").textValue())
                    .flatMap(Cursor::decode)
                    .map(position -> Integer.parseInt(position) + 1);
            assertThat(pages).isLessThan(100);
        }
        assertThat(shown).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void aPageHasAtLeastOneItemHoweverLarge() {
        assertThat(page("x".repeat(PageAnswer.MAX_BYTES + 1), 98).body().at("/data/events"))
                .hasSize(1);
    }
}
