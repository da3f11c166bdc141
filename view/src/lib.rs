//! `view!`: markup, written as Leptos writes it, to calls of the builder in `ui::view`.
//! Leptos' own macro makes types of the markup, and the compiler code for each of them; a call
//! weighs a few bytes. What it leaves out is not used on the page: slots, directives, spreads
//! and text without quotes (docs/decisions/views.md).

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Code;
use proc_macro2_diagnostics::Diagnostic;
use quote::{quote, quote_spanned};
use rstml::{
    Parser, ParserConfig,
    node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName},
};
use syn::{LitStr, spanned::Spanned};

/// Elements of SVG, which are made in a namespace of their own.
const SVG: [&str; 5] = ["circle", "g", "path", "rect", "svg"];
/// Elements that hold nothing and need no end.
const EMPTY: [&str; 4] = ["br", "hr", "img", "input"];

/// Markup as a `View`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let (nodes, errors) = parsed(tokens.into());
    let errors = errors.into_iter().map(Diagnostic::emit_as_expr_tokens);
    let view = several(&nodes);
    quote! { { #(#errors;)* #view } }.into()
}

fn parsed(markup: Code) -> (Vec<Node>, Vec<Diagnostic>) {
    let config = ParserConfig::new()
        .recover_block(true)
        .always_self_closed_elements(EMPTY.into_iter().collect());
    Parser::new(config).parse_recoverable(markup).split_vec()
}

/// One node alone, or several one after the other.
fn several(nodes: &[Node]) -> Code {
    let mut views = nodes.iter().filter_map(one);
    match (views.next(), views.next()) {
        (Some(only), None) => quote! { crate::ui::view::IntoView::into_view(#only) },
        (first, second) => {
            let all = first.into_iter().chain(second).chain(views);
            quote! {
                crate::ui::view::together(
                    ::std::vec![#(crate::ui::view::IntoView::into_view(#all)),*]
                )
            }
        }
    }
}

/// What a node shows, if anything.
fn one(node: &Node) -> Option<Code> {
    Some(match node {
        Node::Element(node) if is_component(node.name()) => component(node),
        Node::Element(node) => element(node),
        Node::Text(text) => {
            let text = &text.value;
            quote! { #text }
        }
        Node::Block(block) => quote! {{
            #[allow(unused_braces)]
            #block
        }},
        Node::Fragment(fragment) => several(fragment.children()),
        Node::Comment(_) | Node::Doctype(_) => return None,
        Node::RawText(_) | Node::Custom(_) => error(node, "text stands in quotes"),
    })
}

fn error(at: &impl Spanned, message: &str) -> Code {
    quote_spanned! { at.span() => ::core::compile_error!(#message) }
}

/// Components are named with a capital.
fn is_component(name: &NodeName) -> bool {
    name.to_string().starts_with(|letter: char| letter.is_ascii_uppercase())
}

fn component(node: &NodeElement<rstml::Infallible>) -> Code {
    let name = node.name();
    let props = node.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => {
            let key = &attribute.key;
            let value = attribute.value().map_or_else(|| quote!(#key), |value| quote!(#value));
            quote! { .#key(#[allow(unused_braces)] #value) }
        }
        NodeAttribute::Block(block) => error(block, "a component takes props by name"),
    });
    let children = (!node.children.is_empty()).then(|| {
        let children = several(&node.children);
        quote! { .children(::std::boxed::Box::new(move || #children)) }
    });
    quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build()
        )
    }
}

fn element(node: &NodeElement<rstml::Infallible>) -> Code {
    let name = node.name().to_string();
    let make = if SVG.contains(&name.as_str()) { quote!(svg) } else { quote!(html) };
    let attributes = node.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => self::attribute(attribute),
        NodeAttribute::Block(block) => error(block, "an attribute has a name"),
    });
    let children = node.children.iter().filter_map(one);
    quote! {
        crate::ui::view::Element::#make(#name) #(#attributes)* #(.child(#children))*
    }
}

fn attribute(attribute: &KeyedAttribute) -> Code {
    let key = attribute.key.to_string();
    let value = attribute.value().map_or_else(|| quote!(""), |value| quote!(#value));
    let quoted = |text: &str| LitStr::new(text, attribute.key.span());
    if key == "node_ref" {
        return quote! { .held(#value) };
    }
    let Some((kind, name)) = key.split_once(':') else {
        let name = quoted(&key);
        return quote! { .attribute(#name, #value) };
    };
    let name = quoted(name);
    match kind {
        "on" => {
            let event = event_type(&name.value());
            quote! { .on::<::web_sys::#event>(#name, #value) }
        }
        "class" => quote! { .class(#name, #value) },
        "prop" => quote! { .property(#name, #value) },
        "style" => quote! { .style(#name, #value) },
        _ => error(&attribute.key, "only on:, class:, prop: and style: are known"),
    }
}

/// What is known of an event beyond that it happened. Source: UI Events, W3C.
fn event_type(name: &str) -> Code {
    match name {
        "click" => quote!(MouseEvent),
        "keydown" | "keyup" => quote!(KeyboardEvent),
        "blur" | "focus" => quote!(FocusEvent),
        _ => quote!(Event),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markup: Code, expected: &Code) {
        let nodes = parsed(markup).0;
        assert_eq!(several(&nodes).to_string(), expected.to_string());
    }

    #[test]
    fn an_element_is_calls_in_the_order_of_its_markup() {
        check(
            quote! { <p class="note" lang=tag hidden>"a" {b}</p> },
            &quote! {
                crate::ui::view::IntoView::into_view(
                    crate::ui::view::Element::html("p")
                        .attribute("class", "note")
                        .attribute("lang", tag)
                        .attribute("hidden", "")
                        .child("a")
                        .child({ #[allow(unused_braces)] { b } })
                )
            },
        );
    }

    #[test]
    fn a_prefix_says_what_of_the_element_is_meant() {
        check(
            quote! { <input class:on=is style:top=px prop:value=text on:keydown=act node_ref=field /> },
            &quote! {
                crate::ui::view::IntoView::into_view(
                    crate::ui::view::Element::html("input")
                        .class("on", is)
                        .style("top", px)
                        .property("value", text)
                        .on::<::web_sys::KeyboardEvent>("keydown", act)
                        .held(field)
                )
            },
        );
        let unknown = quote! { <p use:thing=1></p> };
        assert!(several(&parsed(unknown).0).to_string().contains("compile_error"));
    }

    #[test]
    fn several_nodes_stand_together_and_svg_has_its_namespace() {
        check(
            quote! { <svg></svg> <br> },
            &quote! {
                crate::ui::view::together(::std::vec![
                    crate::ui::view::IntoView::into_view(crate::ui::view::Element::svg("svg")),
                    crate::ui::view::IntoView::into_view(crate::ui::view::Element::html("br"))
                ])
            },
        );
    }

    #[test]
    fn a_component_is_built_from_its_props_and_children() {
        check(
            quote! { <Mark kind=it row>"a"</Mark> },
            &quote! {
                crate::ui::view::IntoView::into_view(::leptos::component::component_view(
                    &Mark,
                    ::leptos::component::component_props_builder(&Mark)
                        .kind(#[allow(unused_braces)] it)
                        .row(#[allow(unused_braces)] row)
                        .children(::std::boxed::Box::new(
                            move || crate::ui::view::IntoView::into_view("a")
                        ))
                        .build()
                ))
            },
        );
    }

    #[test]
    fn text_without_quotes_is_refused() {
        let bare = several(&parsed(quote! { <p>words</p> }).0);
        assert!(bare.to_string().contains("text stands in quotes"));
    }
}
